create table meta (name text primary key, value text not null) without rowid;
create table address (
    id integer primary key, key text not null unique, url text not null, host text not null, kind text not null,
    "column" integer not null default 0, sheet integer not null default 0, depth integer not null default 0,
    request text not null default '', etag text not null default '', modified text not null default '',
    outcome text not null default '', status integer not null default 0, snapshot integer not null default 0,
    first_round integer not null, round integer not null default 0, found_on integer not null default 0,
    alias integer not null default 0
);
create table queue (
    id integer primary key, host text not null, urgency integer not null, handed integer not null default 0
);
create index queue_next on queue (host, handed, urgency, id);
create table "column" (
    id integer primary key, url text not null unique, name text not null, unit text not null default '',
    category text not null default '', path text not null default '[]', origin text not null,
    adapter text not null default '', claimed integer, walked integer not null default 0
);
create table listed (
    "column" integer not null, address integer not null, title text not null, published text,
    first_round integer not null, round integer not null, primary key ("column", address)
) without rowid;
create index listed_address on listed (address);
create table post (
    address integer primary key, url text not null, digest text not null, body text not null, facts text not null,
    first_round integer not null, changed_round integer not null, gone_round integer not null default 0,
    published text
);
create index post_published on post (published);
create table round (
    id integer primary key, name text not null, started text not null, finished text, options text not null
);
create table remark (
    host text not null, remark text not null, example text not null, number integer not null, round integer not null,
    primary key (host, remark)
) without rowid;
