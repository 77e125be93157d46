-- Who works here and with which keys.

create table staff_member (
  id uuid primary key,
  code text not null constraint staff_member_code_once unique,
  number text not null constraint staff_member_number_once unique,
  name text not null,
  roles text[] not null
    constraint staff_member_roles_known check (
      cardinality(roles) > 0
      and roles <@ array['administrator', 'engineer', 'clerk', 'supervisor', 'finance', 'auditor', 'station']),
  -- The site a station (always) or a clerk (optionally) is bound to; its foreign key comes with the sites.
  site_id uuid,
  may_post_earlier boolean not null default false,
  active boolean not null default true,
  version integer not null default 1,
  recorded_at timestamptz not null default now(),
  constraint staff_member_station_has_site check (not ('station' = any (roles)) or site_id is not null)
);
grant select, insert, update on staff_member to counterpart_app;

-- Only the digest of a key is kept: who reads this table can call nothing.
create table api_key (
  id uuid primary key,
  staff_member_id uuid not null constraint api_key_staff_member_fkey references staff_member (id),
  label text not null,
  digest bytea not null
    constraint api_key_digest_once unique
    constraint api_key_digest_sha256 check (octet_length(digest) = 32),
  recorded_at timestamptz not null default now(),
  revoked_at timestamptz
);
create index api_key_staff_member on api_key (staff_member_id);
grant select, insert, update (revoked_at) on api_key to counterpart_app;
