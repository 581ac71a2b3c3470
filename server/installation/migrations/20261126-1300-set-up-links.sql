-- Every process of an installation knows the same set-up link; each life of the installation has another one.
alter table installation.installation add column life integer not null default 1;
