create table about (name text primary key, value text not null) without rowid;
create table file (id integer primary key, name text not null unique, length integer not null);
create table snapshot (
    number integer primary key, url text not null, requested text, at integer not null,
    status integer not null, digest blob not null, size integer not null, kept text not null,
    file integer not null, "offset" integer not null, length integer not null, media_type text not null,
    refers_to integer not null, kind text not null, method text not null, outcome text not null
);
create index snapshot_url on snapshot (url);
create index snapshot_requested on snapshot (requested) where requested is not null;
create index snapshot_digest on snapshot (digest);
create index snapshot_refers_to on snapshot (refers_to) where refers_to > 0;
create table hop (
    snapshot integer not null, place integer not null, file integer not null,
    "offset" integer not null, length integer not null, primary key (snapshot, place)
) without rowid;
