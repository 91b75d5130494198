//! Rights that are gone by the time nobody else changes the directory.

use identity::{
    account::Change,
    directory_import::{Options, apply_as_administrator},
    organization::{UpdateOrganization, update_organization},
    structure::{create_group, create_unit, remove_group, remove_unit, update_group, update_unit},
};
use kernel::Code;

use crate::{
    company::Company,
    on_both,
    structure::{change, group, group_change, unit, versions},
};

on_both! {
    /// Decided by the rights of when nobody else changes the directory, and not by those of when
    /// the request began.
    async fn r35_who_administers_no_more_changes_no_structure(world: World) {
        let company = Company::over(world).await;
        let stale = company.call(&company.chief).await;
        let all = "insert into administrator_scope (organization_id, id, membership_id) \
                   values ($1, $2, $3)";
        let (id, lead) = (company.world.clock.id(), company.lead.member);
        company.world.run(all, [company.id.into(), id.into(), lead.into()]).await;
        let sql = "update membership set roles = 0 where id = $1";
        company.world.run(sql, [company.chief.member.into()]).await;
        let before = versions(&company).await;
        let told = [
            create_unit(&stale, unit(&company, "LAB", None), None).await.err(),
            update_unit(&stale, change(company.sales)).await.err(),
            remove_unit(&stale, company.sales, None).await.err(),
            create_group(&stale, group(&company, &[]), None).await.err(),
            update_group(&stale, group_change(company.group)).await.err(),
            remove_group(&stale, company.group, None).await.err(),
            update_organization(&stale, renamed(&company)).await.err(),
            apply_as_administrator(&stale, company.id, b"external_id", &Options::default()).await.err(),
        ];
        for (n, told) in told.iter().enumerate() {
            assert_eq!(told.as_ref().map(|it| it.code), Some(Code::Forbidden), "{n}");
        }
        assert_eq!(versions(&company).await, before);
        let refused = "audit_entry where outcome = 'refused'";
        assert_eq!(company.world.count(refused).await, 8);
    }
}

fn renamed(company: &Company) -> UpdateOrganization {
    UpdateOrganization {
        organization: company.id,
        version: None,
        name: Some("Another".into()),
        controller: Change::Keep,
        processor: Change::Keep,
    }
}
