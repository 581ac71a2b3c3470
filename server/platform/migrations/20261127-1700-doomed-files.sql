-- Stored bytes that are to go, once nothing names them any more.
create table platform.doomed_files (sha256 text primary key);
create index on platform.files (sha256);
