-- When somebody put the list of first steps away. Whoever was set up before there was one has taken them.
alter table installation.installation add column first_steps_put_away_at timestamptz;
update installation.installation set first_steps_put_away_at = now() where kind <> 'empty';
