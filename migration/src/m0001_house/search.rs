//! Where words are found: what people wrote, kept beside it by the database itself, in the same
//! transaction, whoever writes. What is withdrawn or hidden is not here.
//!
//! On PostgreSQL a table with a `tsvector`. On SQLite a table of FTS5, which cannot be strict nor
//! without rowid: see `docs/adr/search.md`. The columns have the same names.

use sea_orm_migration::sea_orm::DbBackend;

use crate::blueprint::Class::{self, Content, Impersonal, Reference};

/// A table, what of its rows is found, of which rows, and which columns decide that.
struct Source {
    table: &'static str,
    kind: &'static str,
    words: &'static [&'static str],
    moderated: bool,
}

const SOURCES: [Source; 4] = [
    Source { table: "feedback", kind: "feedback", words: &["text"], moderated: true },
    Source { table: "feedback_reply", kind: "reply", words: &["text"], moderated: true },
    Source { table: "goal", kind: "goal", words: &["title", "description"], moderated: false },
    Source {
        table: "opportunity",
        kind: "opportunity",
        words: &["title", "description"],
        moderated: false,
    },
];

pub const COLUMNS: [(&str, &str, Class); 4] = [
    ("search_text", "organization_id", Impersonal),
    ("search_text", "kind", Impersonal),
    ("search_text", "subject_id", Reference),
    ("search_text", "words", Content),
];

/// All that makes it, in order.
pub fn statements(backend: DbBackend) -> Vec<String> {
    let table: &[&str] = if backend == DbBackend::Postgres { &POSTGRES } else { &SQLITE };
    let table = table.iter().map(|sql| (*sql).to_owned());
    let triggers = SOURCES.iter().flat_map(|source| match backend {
        DbBackend::Postgres => source.on_postgres(),
        _ => source.on_sqlite(),
    });
    table.chain(triggers).collect()
}

/// Only the triggers write it, beside a row that names the same organisation and is checked.
const POSTGRES: [&str; 2] = [
    "create table search_text (organization_id uuid not null, kind text not null, subject_id uuid not null, words tsvector not null, \
     primary key (organization_id, kind, subject_id))",
    "create index search_text_by_words on search_text using gin (words)",
];

/// What is deleted is gone from the index, too.
const SQLITE: [&str; 2] = [
    "create virtual table search_text using fts5 (organization_id, kind, subject_id, words, \
     tokenize = 'unicode61 remove_diacritics 0')",
    "insert into search_text (search_text, rank) values ('secure-delete', 1)",
];

impl Source {
    fn words(&self) -> String {
        let words: Vec<_> = self.words.iter().map(|column| format!("new.{column}")).collect();
        words.join(" || ' ' || ")
    }

    /// The columns whose change changes what is found.
    fn columns(&self) -> String {
        let moderated: &[&str] = if self.moderated { &["withdrawn_at", "moderation"] } else { &[] };
        [self.words, moderated].concat().join(", ")
    }

    fn stands(&self) -> &'static str {
        if self.moderated {
            "new.withdrawn_at is null and coalesce(new.moderation, '') <> 'hidden'"
        } else {
            "true"
        }
    }

    /// The organisation stands among the words, too, so that one tenant's texts are found without
    /// a look at the others'.
    fn on_postgres(&self) -> Vec<String> {
        let Self { table, kind, .. } = self;
        let (words, stands) = (self.words(), self.stands());
        vec![
            format!(
                "create function search_{table}() returns trigger language plpgsql as $$ begin \
                 if tg_op <> 'INSERT' then delete from search_text \
                 where organization_id = old.organization_id and kind = '{kind}' \
                 and subject_id = old.id; end if; \
                 if tg_op <> 'DELETE' then if {stands} then insert into search_text \
                 (organization_id, kind, subject_id, words) values \
                 (new.organization_id, '{kind}', new.id, \
                 to_tsvector('simple', regexp_replace({words}, '[[:punct:]]+', ' ', 'g')) \
                 || array_to_tsvector(array[new.organization_id::text])); \
                 end if; end if; return null; end $$"
            ),
            format!(
                "create trigger search_{table} after insert or delete or update of {} on {table} \
                 for each row execute function search_{table}()",
                self.columns()
            ),
        ]
    }

    fn on_sqlite(&self) -> Vec<String> {
        let Self { table, kind, .. } = self;
        let (columns, words, stands) = (self.columns(), self.words(), self.stands());
        let found = format!(
            "insert into search_text (organization_id, kind, subject_id, words) \
             select hex(new.organization_id), '{kind}', hex(new.id), {words} where {stands};"
        );
        let forget = "delete from search_text where rowid in (select rowid from search_text \
                      where search_text match 'subject_id : \"' || hex(old.id) || '\"');";
        vec![
            format!("create trigger search_{table}_new after insert on {table} begin {found} end"),
            format!(
                "create trigger search_{table}_changed after update of {columns} on {table} \
                 begin {forget} {found} end"
            ),
            format!(
                "create trigger search_{table}_gone after delete on {table} begin {forget} end"
            ),
        ]
    }
}
