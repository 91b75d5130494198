"""Copies the product's rows from PostgreSQL into a SQLite database that has its schema already."""
import sqlite3, subprocess

SEPARATORS = ("\x1f", "\x1e")
AS_TEXT = {
    "timestamp with time zone": """to_char("{c}" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"')""",
    "bytea": """encode("{c}", 'hex')""",
    "boolean": '"{c}"::int',
}
FROM_TEXT = {"uuid": lambda v: bytes.fromhex(v.replace("-", "")), "bytea": bytes.fromhex, "bigint": int, "boolean": int}


def rows(psql, url, query):
    fields, records = SEPARATORS
    out = subprocess.run([psql, "-qXAt", "-F", fields, "-R", records, "-P", "null=\x1d", url, "-c", query],
                         capture_output=True, check=True, text=True).stdout
    return [row.split(fields) for row in out.removesuffix("\n").removesuffix(records).split(records)] if out.strip() else []


def copy(psql, url, path):
    db = sqlite3.connect(path)
    db.execute("pragma foreign_keys = off")
    db.execute("pragma synchronous = off")
    tables = [name for (name,) in db.execute(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> 'seaql_migrations'")]
    for table in tables:
        columns = rows(psql, url, f"select column_name, data_type from information_schema.columns"
                                  f" where table_schema = 'hei' and table_name = '{table}' order by ordinal_position")
        selected = ",".join(AS_TEXT.get(kind, '"{c}"').format(c=name) for name, kind in columns)
        back = [FROM_TEXT.get(kind, str) for _, kind in columns]
        db.execute(f'delete from "{table}"')
        found = rows(psql, url, f'select {selected} from hei."{table}" order by 1, 2')
        values = ([None if v == "\x1d" else f(v) for f, v in zip(back, row)] for row in found)
        names = ",".join(f'"{name}"' for name, _ in columns)
        marks = ",".join("?" * len(columns))
        db.executemany(f'insert into "{table}" ({names}) values ({marks})', values)
    db.commit()
    db.execute("analyze")
    db.commit()
    db.execute("vacuum")
    return sqlite3.sqlite_version
