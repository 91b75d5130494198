-- Fills the product's tables (schema `hei`) from the yardstick's (schema `public`, same database).
-- Ids are made by a formula that a driver can compute too: eight bytes fixed, as a UUIDv7's, and six
-- of the number. Feedback has its time in front, so that keys are in order of time.
\set ON_ERROR_STOP 1
set client_min_messages = warning;
set synchronous_commit = off;
create or replace function pg_temp.u(n bigint) returns uuid language sql immutable
  as $$ select ('01857000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$;
create or replace function pg_temp.v7(at timestamptz, n bigint) returns uuid language sql immutable
  as $$ select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid $$;
create or replace function pg_temp.hash(words text) returns bytea language sql immutable
  as $$ select sha256(convert_to(words, 'UTF8')) $$;
set search_path = hei, public;

truncate hei.person, hei.feedback, hei.outbox, hei.audit_entry, hei.idempotency, hei.session, hei.access_token cascade;
delete from hei.membership;
delete from hei.unit;
delete from hei.licence;
delete from hei.organization where kind <> 'platform';

insert into hei.organization (id, slug, name, kind, directory_version, changed_in, created_at)
  select pg_temp.u(id), slug, name, 'company', 1, 1, created_at from public.organizations;
insert into hei.licence (organization_id, id, kind, seats, valid_from, valid_until)
  select pg_temp.u(id), pg_temp.u(id), 'b2b', 1000, '2020-01-01', '2099-12-31' from public.organizations;
insert into hei.person (id, given_name, family_name, language, time_zone, theme, mail_on_feedback, mail_digest, registered_at)
  select pg_temp.u(id), split_part(display_name, ' ', 1), substr(display_name, strpos(display_name, ' ') + 1),
    'en', 'UTC', 'system', false, false, created_at from public.users;
insert into hei.person_email (id, person_id, address, folded, is_primary, verified_at)
  select pg_temp.u(id), pg_temp.u(id), email, lower(email), true, created_at from public.users;
-- Signed in, each with a token that the driver computes; the product has none that last so long.
insert into hei.session (id, person_id, created_at, authenticated_at, last_used_at, expires_at, refresh_hash, refresh_expires_at, transport)
  select pg_temp.u(id), pg_temp.u(id), '2026-01-01Z', '2026-01-01Z', '2026-01-01Z', '2099-01-01Z',
    pg_temp.hash('refresh-' || id), '2099-01-01Z', 'bearer' from public.users;
insert into hei.access_token (hash, session_id, expires_at)
  select sha256(pg_temp.hash('token-' || id)), pg_temp.u(id), '2099-01-01Z' from public.users;
insert into hei.unit (organization_id, id, parent_id, code, name, removed, changed_in)
  select pg_temp.u(org_id), pg_temp.u(id), pg_temp.u(parent_id), 'U' || id, name, false, 1
  from public.business_units order by org_id, parent_id nulls first, id;
-- Roles have a bit each; the first is the administrator's.
insert into hei.membership (organization_id, id, person_id, state, kind, roles, unit_id, manager_id, job_title,
    given_name, family_name, work_address, changed_in)
  select pg_temp.u(m.org_id), pg_temp.u(m.id), pg_temp.u(m.user_id), 'active', 'employee',
    case m.role when 'hr_admin' then 1 else 0 end, pg_temp.u(m.unit_id), pg_temp.u(m.manager_id), m.title,
    split_part(u.display_name, ' ', 1), substr(u.display_name, strpos(u.display_name, ' ') + 1), u.email, 1
  from public.memberships m join public.users u on u.id = m.user_id order by m.org_id, m.id;
insert into hei.administrator_scope (organization_id, id, membership_id)
  select pg_temp.u(org_id), pg_temp.u(id), pg_temp.u(id) from public.memberships where role = 'hr_admin';
insert into hei.feedback (organization_id, id, author_id, kind, text, visibility, sole_recipient_id, created_at, version, anonymous)
  select pg_temp.u(org_id), pg_temp.v7(created_at, id), pg_temp.u(sender_id),
    case when kind = 'suggestion' then kind else 'praise' end, body,
    case visibility when 'public' then 'organization' when 'private' then 'recipient' else visibility end,
    pg_temp.u(recipient_id), created_at, 1, false
  from public.feedback order by id;
insert into hei.feedback_recipient (organization_id, feedback_id, recipient_id, manager_id, several)
  select pg_temp.u(f.org_id), pg_temp.v7(f.created_at, f.id), pg_temp.u(f.recipient_id), pg_temp.u(m.manager_id), false
  from public.feedback f join public.memberships m on m.id = f.recipient_id order by f.id;
vacuum analyze;
checkpoint;
