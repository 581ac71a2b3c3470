-- Its team was dissolved then, and whoever it concerns was told what is left to do.
alter table desk.hand_offs add column left_at timestamptz;
