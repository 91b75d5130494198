//! The directory as a file has it, in the database.

use std::{fmt::Write, time::Instant};

use chrono::TimeDelta;
use identity::{
    account::LetterKind,
    directory_import::{
        ApplyDirectoryImportErrorCode as Stop, Options, Outcome, apply, apply_as_administrator,
        preview, preview_as_administrator,
    },
    organization::{LicenceKind, SetLicence, set_licence},
};
use kernel::Code;

use crate::{company::Company, on_both};

const NAMES: &str = "external_id,given_name,family_name,work_address,unit,manager\n";
/// The company's own, as they are stated.
const OWN: &str = "1,A,Member 1,member1@acme.example,ALL,\n\
    2,A,Member 2,member2@acme.example,SALES,\n3,A,Member 3,member3@acme.example,SALES,\n";
const INVITE: Options = Options { invite: true, force: None };

fn file(rows: &str) -> String {
    format!("{NAMES}{rows}")
}

async fn applied(company: &Company, csv: &str, options: &Options) -> Outcome {
    let chief = company.call(&company.chief).await;
    apply_as_administrator(&chief, company.id, csv.as_bytes(), options).await.unwrap()
}

/// Nobody but the chief administers, who may then name themself as a manager.
async fn alone(company: &Company) {
    let lead = company.lead.member.0.into();
    company.world.run("update membership set roles = 0 where id = $1", [lead]).await;
}

fn force(reason: &str) -> Options {
    Options { invite: false, force: Some(reason.into()) }
}

on_both! {
    async fn a_preview_changes_nothing(world: World) {
        let company = Company::over(world).await;
        alone(&company).await;
        let chief = company.call(&company.chief).await;
        let csv = file(&format!("{OWN}4,D,Member 4,,SALES,1\n5,E,Five,nowhere,NOWHERE,\n"));
        let seen = preview_as_administrator(&chief, company.id, csv.as_bytes()).await.unwrap();
        assert_eq!((seen.rows, seen.added, seen.unchanged), (5, 2, 3));
        assert_eq!((seen.problems.len(), &*seen.stops), (2, &[Stop::FileHasProblems][..]));
        assert_eq!(company.world.count("membership where state = 'invited'").await, 0);
        let done = applied(&company, &csv, &Options::default()).await;
        assert_eq!(done.refused, [Stop::FileHasProblems]);
        assert_eq!(company.world.count("membership where state = 'invited'").await, 0);
        assert_eq!(company.world.audited("previewDirectoryImport", "done").await, 1);
        assert_eq!(company.world.audited("applyDirectoryImport", "done").await, 0);
    }
}

on_both! {
    async fn a_file_is_applied_once_however_often_it_is_sent(world: World) {
        let company = Company::over(world).await;
        alone(&company).await;
        let csv = file(
            "1,A,Member 1,member1@acme.example,ALL,\n2,A,Member 2,member2@acme.example,SALES,1\n\
             3,A,King,member3@acme.example,SALES,5\n4,Dé,Four,four@acme.example,SALES,5\n\
             5,Eve,Five,five@acme.example,,1\n",
        );
        let done = applied(&company, &csv, &Options::default()).await;
        assert_eq!(done.refused, []);
        let counts = (done.report.added, done.report.changed, done.report.unchanged);
        assert_eq!((counts, done.invited), ((2, 2, 1), 0));
        let five = "membership m join membership b on b.organization_id = m.organization_id \
             and b.id = m.manager_id and b.external_id = '5' where m.external_id in ('3', '4')";
        assert_eq!(company.world.count(five).await, 2);
        let four = "membership where given_name = 'Dé' and person_id is null and roles = 0 \
             and state = 'invited' and kind = 'employee' and employed_from is null";
        assert_eq!(company.world.count(four).await, 1);
        // The next request sees who leads whom.
        let shown = company.shown(&company.lead).await;
        let lead = shown.member(company.lead.member).unwrap().1.clone();
        assert_eq!(lead.manager, Some(company.chief.member));
        let again = applied(&company, &csv, &Options::default()).await;
        assert_eq!((again.report.unchanged, &*again.report.changes), (5, &[][..]));
        assert_eq!(company.world.audited("applyDirectoryImport", "done").await, 2);
        // The coach has no number and stays.
        assert_eq!(company.world.count("membership where kind = 'coach' and state = 'active'").await, 1);
    }
}

on_both! {
    /// What people sign in with is neither read nor touched, and the answer is the same for an
    /// address that has an account and for one that has none.
    async fn an_account_is_neither_found_nor_touched(world: World) {
        let ada = world.ada("ada@example.org").await.issued;
        let company = Company::over(world).await;
        let signed = "select id, person_id, address, is_primary from person_email order by id";
        let before = company.world.rows(signed, []).await.len();
        let one = |address: &str| file(&format!("{OWN}4,Ada,Lovelace,{address},,\n"));
        let chief = company.call(&company.chief).await;
        let seen = async |csv: String| preview(&chief, company.id, csv.as_bytes()).await.unwrap();
        let there = seen(one("ada@example.org")).await;
        assert_eq!(there, seen(one("nobody@example.org")).await);
        let done = applied(&company, &one("ada@example.org"), &INVITE).await;
        assert_eq!((&*done.refused, done.invited), (&[][..], 1));
        assert_eq!(company.world.rows(signed, []).await.len(), before);
        let hers = "select organization_id from membership where person_id = $1";
        assert_eq!(company.world.rows(hers, [ada.user.into()]).await.len(), 1);
        let mails = company.world.mails().await;
        let mail = mails.iter().find(|it| it.kind == LetterKind::Invitation).unwrap();
        assert_eq!((&*mail.to, mail.organization.as_deref()), ("ada@example.org", Some("ACME")));
        assert!(mail.token.is_some());
        // An invitation is on its way, so there is no second.
        let again = applied(&company, &one("ada@example.org"), &INVITE).await;
        assert_eq!(again.invited, 0);
        company.world.later(TimeDelta::days(15));
        let access = identity::founding::lend(&company.world.stranger(), company.chief.user).await;
        let chief = company.world.with(&access.unwrap().access).await.unwrap();
        let csv = one("ada@example.org");
        let late = apply(&chief, company.id, csv.as_bytes(), &INVITE).await.unwrap();
        assert_eq!(late.invited, 1);
    }
}

on_both! {
    async fn whoever_stands_in_no_row_leaves_with_all_they_could(world: World) {
        let company = Company::over(world).await;
        let lead = company.lead.member;
        company.world.run(
            "update membership set manager_id = $1 where id = $2",
            [lead.into(), company.clerk.member.into()],
        ).await;
        let two = "1,A,Member 1,member1@acme.example,ALL,\n3,A,Member 3,member3@acme.example,SALES,\n";
        // Without a column of managers they would stay as they are.
        let csv = "external_id,given_name,family_name\n1,A,Member 1\n3,A,Member 3\n";
        let done = applied(&company, csv, &Options::default()).await;
        assert_eq!((done.report.left, &*done.refused), (1, &[][..]));
        assert!(company.world.with(&company.lead.access).await.unwrap().viewer.within(company.id).is_none());
        let gone = "membership where external_id = '2' and state = 'left' and roles = 0";
        assert_eq!(company.world.count(gone).await, 1);
        assert_eq!(company.world.count("membership where manager_id is not null").await, 0);
        let shown = company.shown(&company.clerk).await;
        assert_eq!(shown.member(company.clerk.member).unwrap().1.manager, None);
        assert!(shown.organization(company.id).unwrap().snapshot.targets(lead).is_empty());
        assert_eq!(company.world.count("administrator_scope").await, 2);
        // Stated again, they are invited as somebody new; the number is theirs.
        let back = format!("{two}2,A,Member 2,,SALES,\n");
        let done = applied(&company, &file(&back), &Options::default()).await;
        assert_eq!((done.report.added, &*done.refused), (1, &[][..]));
        let stated = "membership where external_id = '2' and state = 'invited' and person_id is null";
        assert_eq!(company.world.count(stated).await, 1);
        assert_eq!(company.world.count("membership where state = 'left'").await, 1);
    }
}

on_both! {
    async fn much_at_once_needs_a_reason_that_is_audited(world: World) {
        let company = Company::over(world).await;
        let csv = file("1,A,Member 1,member1@acme.example,ALL,\n");
        let done = applied(&company, &csv, &Options::default()).await;
        assert_eq!(done.refused, [Stop::TooManyLeave]);
        for reason in ["", &"x".repeat(501), "a\nb"] {
            let done = applied(&company, &csv, &force(reason)).await;
            assert_eq!(done.refused, [Stop::ReasonInvalid]);
        }
        assert_eq!(company.world.count("membership where state = 'left'").await, 0);
        let done = applied(&company, &csv, &force("We sold sales.")).await;
        assert_eq!((&*done.refused, done.report.left), (&[][..], 2));
        let audited = "audit_entry where action = 'forceDirectoryImport' and reason = 'We sold sales.'";
        assert_eq!(company.world.count(audited).await, 1);
        // Nothing gets past the last administrator.
        let none = applied(&company, &file("9,N,N,,,\n"), &force("All new.")).await;
        assert_eq!(none.refused, [Stop::LastAdministrator]);
        // A reason that nothing asked for is no forced import.
        let same = applied(&company, &csv, &force("To be sure.")).await;
        assert_eq!(same.refused, []);
        assert_eq!(company.world.audited("forceDirectoryImport", "done").await, 1);
        assert_eq!(company.world.audited("applyDirectoryImport", "done").await, 1);
    }
}

on_both! {
    async fn administrators_of_everybody_import(world: World) {
        let company = Company::over(world).await;
        let csv = file(OWN);
        let (options, bytes) = (Options::default(), csv.as_bytes());
        for (who, code) in [
            (&company.lead, Code::Forbidden),
            (&company.clerk, Code::Forbidden),
            (&company.stranger, Code::NotFound),
        ] {
            let call = company.call(who).await;
            let refused = preview_as_administrator(&call, company.id, bytes).await.unwrap_err();
            assert_eq!(refused.code, code);
            let refused = apply_as_administrator(&call, company.id, bytes, &options).await;
            assert_eq!(refused.unwrap_err().code, code);
        }
        let nobody = company.world.stranger();
        let refused = apply_as_administrator(&nobody, company.id, bytes, &options).await;
        assert_eq!(refused.unwrap_err().code, Code::Unauthenticated);
        let large = file(&"x".repeat(900_001));
        let done = applied(&company, &large, &options).await;
        assert_eq!(done.refused, [Stop::FileTooLarge]);
        // The process that runs the deployment asks nobody, but the organisation must be one.
        let done = apply(&nobody, company.id, bytes, &options).await.unwrap();
        assert_eq!(done.refused, []);
        let missing = kernel::OrganizationId(company.world.clock.id());
        for organization in [missing, kernel::audit::PLATFORM] {
            let refused = apply(&nobody, organization, bytes, &options).await.unwrap_err();
            assert_eq!(refused.code, Code::NotFound);
        }
        let other = "membership m join organization o on o.id = m.organization_id \
             where o.slug = 'other' and m.changed_in > 1";
        assert_eq!(company.world.count(other).await, 0);
    }
}

on_both! {
    /// As by each invitation, a mailbox that got many lately gets none for a while.
    async fn a_mailbox_is_not_flooded_by_imports(world: World) {
        let company = Company::over(world).await;
        for n in 0..7 {
            let csv = file(&format!("{OWN}4,D,Four,four@acme.example,,\n"));
            assert_eq!(applied(&company, &csv, &INVITE).await.invited, usize::from(n < 5), "{n}");
            company.world.run("update invitation set state = 'revoked'", []).await;
        }
        let locked = company.world.count("throttle where locked_until is not null").await;
        assert_eq!((locked, company.world.count("link where purpose = 'invitation'").await), (1, 5));
        let csv = file(&format!("{OWN}4,D,Four,four@acme.example,,\n5,E,Five,five@acme.example,,\n"));
        assert_eq!(applied(&company, &csv, &INVITE).await.invited, 1, "who was mailed");
        assert_eq!(company.world.count("link where address = 'five@acme.example'").await, 1);
        assert_eq!(company.world.count("link where address = 'four@acme.example'").await, 5);
        company.world.later(TimeDelta::minutes(16));
        company.world.run("update invitation set state = 'revoked'", []).await;
        apply(&company.world.stranger(), company.id, csv.as_bytes(), &INVITE).await.unwrap();
        assert_eq!(company.world.count("link where address = 'four@acme.example'").await, 6);
    }
}

on_both! {
    async fn without_a_licence_nobody_is_added_and_facts_are_put_right(world: World) {
        let company = Company::over(world).await;
        let yesterday = company.world.clock.now().date_naive() - TimeDelta::days(1);
        let over = SetLicence {
            organization: company.id,
            kind: LicenceKind::B2b,
            seats: 10,
            valid_from: yesterday, valid_until: yesterday,
        };
        set_licence(&company.world.operator(), over).await.unwrap().unwrap();
        let more = file(&format!("{OWN}4,D,Four,,,\n"));
        let done = applied(&company, &more, &Options::default()).await;
        assert_eq!(done.refused, [Stop::NotLicensed]);
        let right = file(&OWN.replace("A,Member 3", "A,King"));
        let done = applied(&company, &right, &Options::default()).await;
        assert_eq!((&*done.refused, done.report.changed), (&[][..], 1));
    }
}

on_both! {
    /// On a loaded machine it takes a second or two.
    async fn ten_thousand_rows_take_less_than_ten_seconds(world: World) {
        let company = Company::over(world).await;
        let seats = SetLicence {
            organization: company.id,
            kind: LicenceKind::B2b,
            seats: 20_000,
            valid_from: company.world.clock.now().date_naive(),
            valid_until: company.world.clock.now().date_naive(),
        };
        set_licence(&company.world.operator(), seats).await.unwrap().unwrap();
        let mut csv = file(OWN);
        // Each reports to somebody who stands below.
        for n in 4..=10_003 {
            let manager = if n > 10_000 { 1 } else { n + 3 };
            writeln!(csv, "{n},Given {n},Family,m{n}@acme.example,SALES,{manager}").unwrap();
        }
        let process = company.world.stranger();
        let statements = company.world.db.statements();
        let started = Instant::now();
        let done = apply(&process, company.id, csv.as_bytes(), &INVITE).await.unwrap();
        let first = started.elapsed();
        assert_eq!((&*done.refused, done.report.added, done.invited), (&[][..], 10_000, 10_000));
        // Few, and none for a row.
        assert_eq!(company.world.db.statements() - statements, 38);
        let csv = csv.replace("Family", "Families");
        let started = Instant::now();
        let done = apply(&process, company.id, csv.as_bytes(), &INVITE).await.unwrap();
        assert_eq!((&*done.refused, done.report.changed, done.invited), (&[][..], 10_000, 0));
        let second = started.elapsed();
        assert!(first.as_secs() < 10 && second.as_secs() < 10, "{first:?} {second:?}");
        let started = Instant::now();
        let done = apply(&process, company.id, file(OWN).as_bytes(), &force("All of them.")).await;
        assert_eq!(done.unwrap().report.left, 10_000);
        assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
        assert_eq!(company.world.count("invitation where state = 'revoked'").await, 10_000);
        assert_eq!(company.world.count("link where used_at is null").await, 0);
    }
}
