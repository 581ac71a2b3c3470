-- A maintenance of a team holds what would page that team, whichever source it comes from: a rule may send it to another team.
alter table pager.alerts add column held_for uuid;
update pager.alerts a set held_for = s.team_id from pager.alert_sources s where s.id = a.source_id and a.kept = 'maintenance';
