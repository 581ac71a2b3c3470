-- Until when the story of a demo was told: whoever plays it goes on from there, after a restart as well.
alter table installation.installation add column demo_told_until timestamptz;
