//! A table as it is described once and made on either engine.
//!
//! There are few types of column, because SQLite's `strict` tables know INTEGER, REAL, TEXT
//! and BLOB only, and SeaORM's own names for it (`uuid_text`, `varchar`) are refused there.

use sea_orm_migration::{
    prelude::{
        Alias, ColumnDef, Expr, ExprTrait, ForeignKey, ForeignKeyAction, Index,
        IndexCreateStatement, Table, TableCreateStatement,
    },
    sea_orm::DbBackend,
};

/// What a column tells about a person. Export, erasure, retention and the record of
/// processing are derived from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// Nothing about a person.
    Impersonal,
    /// Ties the row to a person; it tells who, and nothing else.
    Reference,
    /// Who somebody is: names, photo.
    Identity,
    /// How somebody is reached: addresses, telephone.
    Contact,
    /// What an employer states: unit, manager, title, dates, roles.
    Employment,
    /// What somebody prefers.
    Preference,
    /// What proves who signs in; never exported, only destroyed.
    Credential,
    /// What somebody wrote or judged.
    Content,
    /// When and from where somebody did something.
    Trace,
}

#[derive(Clone, Copy)]
enum Kind {
    Id,
    Bytes,
    Text,
    Instant,
    Day,
    Number,
    Truth,
}

#[derive(Clone)]
struct Column {
    name: &'static str,
    kind: Kind,
    class: Class,
    nullable: bool,
    one_of: &'static [&'static str],
}

/// A table: its columns with their classes, its keys, and what it refers to.
#[derive(Clone)]
pub struct Blueprint {
    pub name: &'static str,
    columns: Vec<Column>,
    key: Vec<&'static str>,
    uniques: Vec<&'static [&'static str]>,
    indexes: Vec<&'static [&'static str]>,
    references: Vec<Reference>,
}

#[derive(Clone)]
struct Reference {
    columns: Vec<&'static str>,
    table: &'static str,
    keys: Vec<&'static str>,
    gone_with: bool,
}

impl Blueprint {
    /// A table of the whole deployment.
    pub fn global(name: &'static str, key: &[&'static str]) -> Self {
        Self {
            name,
            columns: vec![],
            key: key.to_vec(),
            uniques: vec![],
            indexes: vec![],
            references: vec![],
        }
    }

    /// A table of tenants: `organization_id` leads its key, and each key and reference within.
    pub fn tenant(name: &'static str, key: &[&'static str]) -> Self {
        let mut key = key.to_vec();
        key.insert(0, "organization_id");
        Self::global(name, &key).id("organization_id", Class::Impersonal).refers(
            &["organization_id"],
            "organization",
            &["id"],
        )
    }

    fn column(mut self, name: &'static str, kind: Kind, class: Class) -> Self {
        self.columns.push(Column { name, kind, class, nullable: false, one_of: &[] });
        self
    }

    /// Sixteen bytes.
    pub fn id(self, name: &'static str, class: Class) -> Self {
        self.column(name, Kind::Id, class)
    }

    pub fn bytes(self, name: &'static str, class: Class) -> Self {
        self.column(name, Kind::Bytes, class)
    }

    pub fn text(self, name: &'static str, class: Class) -> Self {
        self.column(name, Kind::Text, class)
    }

    /// UTC, to the microsecond.
    pub fn instant(self, name: &'static str, class: Class) -> Self {
        self.column(name, Kind::Instant, class)
    }

    pub fn day(self, name: &'static str, class: Class) -> Self {
        self.column(name, Kind::Day, class)
    }

    pub fn number(self, name: &'static str, class: Class) -> Self {
        self.column(name, Kind::Number, class)
    }

    pub fn truth(self, name: &'static str, class: Class) -> Self {
        self.column(name, Kind::Truth, class)
    }

    /// The last column may be null.
    pub fn nullable(mut self) -> Self {
        if let Some(column) = self.columns.last_mut() {
            column.nullable = true;
        }
        self
    }

    /// The last column is one of these words.
    pub fn one_of(mut self, words: &'static [&'static str]) -> Self {
        if let Some(column) = self.columns.last_mut() {
            column.one_of = words;
        }
        self
    }

    pub fn unique(mut self, columns: &'static [&'static str]) -> Self {
        self.uniques.push(columns);
        self
    }

    pub fn index(mut self, columns: &'static [&'static str]) -> Self {
        self.indexes.push(columns);
        self
    }

    /// `column` is the key of a global table; the row goes when that one goes.
    pub fn belongs_to(mut self, column: &'static str, table: &'static str) -> Self {
        self = self.refers(&[column], table, &["id"]);
        if let Some(reference) = self.references.last_mut() {
            reference.gone_with = true;
        }
        self
    }

    /// `column` is the key of a global table.
    pub fn to(self, column: &'static str, table: &'static str) -> Self {
        self.refers(&[column], table, &["id"])
    }

    /// `column` is the id of a row of the same tenant.
    pub fn within(self, column: &'static str, table: &'static str) -> Self {
        self.refers(&["organization_id", column], table, &["organization_id", "id"])
    }

    fn refers(
        mut self,
        columns: &[&'static str],
        table: &'static str,
        keys: &[&'static str],
    ) -> Self {
        let (columns, keys) = (columns.to_vec(), keys.to_vec());
        self.references.push(Reference { columns, table, keys, gone_with: false });
        self
    }

    pub fn columns(&self) -> Vec<(&'static str, &'static str, Class)> {
        self.columns.iter().map(|column| (self.name, column.name, column.class)).collect()
    }

    /// On SQLite strict, and stored in the order of its key, which the tenant leads.
    pub fn create(&self, backend: DbBackend) -> TableCreateStatement {
        let mut table = Table::create().table(self.name).to_owned();
        for column in &self.columns {
            table.col(column.define(backend));
            if !column.one_of.is_empty() {
                table.check(Expr::col(column.name).is_in(column.one_of.iter().copied()));
            }
        }
        let mut key = Index::create();
        for column in &self.key {
            key.col(*column);
        }
        table.primary_key(&mut key);
        for reference in self.references.iter().filter(|it| !self.is_implied(it)) {
            let mut key = ForeignKey::create();
            key.from_tbl(self.name).to_tbl(reference.table);
            for (column, other) in reference.columns.iter().zip(&reference.keys) {
                key.from_col(*column).to_col(*other);
            }
            if reference.gone_with {
                key.on_delete(ForeignKeyAction::Cascade);
            }
            table.foreign_key(&mut key);
        }
        if backend == DbBackend::Sqlite {
            table.extra("without rowid, strict");
        }
        table
    }

    /// A row of the same tenant that must be there names an organisation that is there. Looking it
    /// up for each row would lock the one row that all of a tenant's writers share.
    fn is_implied(&self, reference: &Reference) -> bool {
        let must = |name: &str| !self.columns.iter().any(|it| it.name == name && it.nullable);
        let names = |it: &Reference| {
            it.table != self.name && it.columns.len() > 1 && it.columns.iter().all(|it| must(it))
        };
        reference.columns == ["organization_id"] && self.references.iter().any(names)
    }

    pub fn create_indexes(&self) -> Vec<IndexCreateStatement> {
        let index = |columns: &[&'static str], unique: bool| {
            let mut index = Index::create();
            index.name(format!("{}_by_{}", self.name, columns.join("_"))).table(self.name);
            for column in columns {
                index.col(*column);
            }
            if unique {
                index.unique();
            }
            index
        };
        let uniques = self.uniques.iter().map(|columns| index(columns, true));
        uniques.chain(self.indexes.iter().map(|columns| index(columns, false))).collect()
    }
}

impl Column {
    fn define(&self, backend: DbBackend) -> ColumnDef {
        let (postgres, sqlite) = match self.kind {
            Kind::Id => ("uuid", "blob"),
            Kind::Bytes => ("bytea", "blob"),
            Kind::Text => ("text", "text"),
            Kind::Instant => ("timestamptz", "text"),
            Kind::Day => ("date", "text"),
            Kind::Number => ("bigint", "integer"),
            Kind::Truth => ("boolean", "integer"),
        };
        let kind = if backend == DbBackend::Sqlite { sqlite } else { postgres };
        let mut column = ColumnDef::new(self.name);
        column.custom(Alias::new(kind));
        if self.nullable {
            column.null()
        } else {
            column.not_null()
        };
        column
    }
}
