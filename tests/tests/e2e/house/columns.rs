//! What the database really has, against what migrations say of it.

use std::collections::BTreeSet;

use migration::Class;
use tests::{Engine, on_both};

on_both! {
    /// A column without a class of personal data cannot be exported or erased. FTS5 keeps what
    /// stands in `search_text` in tables of its own.
    async fn every_column_has_a_class_of_personal_data(world: &World) {
        let sql = match world.engine {
            Engine::Sqlite => {
                "select m.name as t, c.name as c from sqlite_master m, pragma_table_info(m.name) c
                 where m.type = 'table' and m.name not like 'sqlite_%'
                 and m.name not like 'search_text_%'"
            }
            Engine::Postgres => {
                "select table_name::text as t, column_name::text as c
                 from information_schema.columns natural join information_schema.tables
                 where table_schema = 'public' and table_type = 'BASE TABLE'"
            }
        };
        let mut there = BTreeSet::new();
        for row in world.rows(sql).await {
            let table: String = row.try_get("", "t").unwrap();
            if table != "seaql_migrations" {
                there.insert((table, row.try_get::<String>("", "c").unwrap()));
            }
        }
        let classed = migration::columns().into_iter();
        let classed = classed.map(|(table, column, _)| (table.to_owned(), column.to_owned()));
        let classed: BTreeSet<_> = classed.collect();
        let without: Vec<_> = there.difference(&classed).collect();
        assert!(without.is_empty(), "no class of personal data: {without:?}");
        let gone: Vec<_> = classed.difference(&there).collect();
        assert!(gone.is_empty(), "these columns are not there: {gone:?}");
    }
}

on_both! {
    /// A tenant's rows lie together, and no row can refer to another tenant's.
    async fn r39_tenants_lead_every_key_and_reference(world: &World) {
        let tenant: BTreeSet<_> = migration::columns()
            .into_iter()
            .filter(|(_, column, _)| *column == "organization_id")
            .map(|(table, ..)| table)
            .collect();
        assert!(tenant.len() >= 10, "{tenant:?}");
        for table in &tenant {
            let (key, references) = match world.engine {
                Engine::Sqlite => (
                    format!("select name from pragma_table_info('{table}') where pk = 1"),
                    format!(
                        "select f.\"table\" as other, group_concat(f.\"from\") as columns
                         from pragma_foreign_key_list('{table}') f group by f.id, f.\"table\""
                    ),
                ),
                Engine::Postgres => (
                    format!(
                        "select a.attname::text as name from pg_constraint c
                         join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
                         where c.contype = 'p' and c.conrelid = '{table}'::regclass"
                    ),
                    format!(
                        "select c.confrelid::regclass::text as other,
                         (select string_agg(a.attname, ',') from pg_attribute a
                          where a.attrelid = c.conrelid and a.attnum = any(c.conkey)) as columns
                         from pg_constraint c
                         where c.contype = 'f' and c.conrelid = '{table}'::regclass"
                    ),
                ),
            };
            for row in world.rows(&key).await {
                let first: String = row.try_get("", "name").unwrap();
                // A link is found by its token, whoever's it is; it only mentions a tenant.
                if *table != "link" {
                    assert_eq!(first, "organization_id", "the key of {table}");
                }
            }
            for row in world.rows(&references).await {
                let other: String = row.try_get("", "other").unwrap();
                let columns: String = row.try_get("", "columns").unwrap();
                let carries = columns.split(',').any(|it| it == "organization_id");
                assert!(
                    carries || !tenant.contains(other.as_str()),
                    "{table} refers to {other} by {columns} without its tenant"
                );
            }
        }
    }
}

#[test]
fn names_and_addresses_are_classed_as_what_they_are() {
    for (table, column, class) in migration::columns() {
        let wanted = match column {
            "given_name" | "family_name" | "infix" => Some(Class::Identity),
            _ if column.ends_with("_hash") && table != "idempotency" => Some(Class::Credential),
            _ => None,
        };
        if let Some(wanted) = wanted {
            assert_eq!(class, wanted, "{table}.{column}");
        }
    }
}
