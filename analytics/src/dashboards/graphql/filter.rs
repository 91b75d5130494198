use async_graphql::{ID, InputObject};
use kernel::{Answer, MembershipId, UnitId, wanted};

use crate::{
    dashboards::policy::{MANAGER, team},
    disclosure::ViewKind,
};

/// Which people: a view of the plan that was fixed at the close. Nothing for the largest one that
/// you may see; a unit with all below it; everybody with one value of an attribute; those of a unit
/// with one value. Whatever else is asked for is suppressed as `NOT_IN_PLAN`.
#[derive(InputObject, Default)]
pub(crate) struct DashboardFilter {
    /// A unit with all below it.
    unit: Option<ID>,
    /// Those who reported to this member at the launch.
    manager: Option<ID>,
    /// Those with this seniority at the launch.
    seniority: Option<String>,
    /// Those with this job title at the launch.
    job_title: Option<String>,
    /// Those who belonged to the organisation in this way at the launch: `employee`.
    kind: Option<String>,
}

impl DashboardFilter {
    /// None, if nothing is asked for.
    pub fn kind(self) -> Answer<Option<ViewKind>> {
        let unit = self
            .unit
            .as_ref()
            .map(|it| it.parse::<UnitId>().map(|it| it.0).map_err(|_| wanted::<UnitId>(it)));
        let unit = unit.transpose()?;
        let manager = self
            .manager
            .as_ref()
            .map(|it| it.parse::<MembershipId>().map_err(|_| wanted::<MembershipId>(it)));
        let manager = manager.transpose()?.map(|it| team(it.0));
        let values = [
            (MANAGER, manager),
            ("seniority", self.seniority),
            ("job_title", self.job_title),
            ("kind", self.kind),
        ];
        let values = values.into_iter().filter_map(|(code, value)| Some((code.to_owned(), value?)));
        let mut values: Vec<(String, String)> = values.collect();
        Ok(match (unit, values.len()) {
            (None, 0) => None,
            (Some(unit), 0) => Some(ViewKind::Unit { unit }),
            (Some(unit), 1) => {
                let (attribute, value) = values.swap_remove(0);
                Some(ViewKind::Within { unit, attribute, value })
            }
            (None, 1) => {
                let (attribute, value) = values.swap_remove(0);
                Some(ViewKind::Attribute { attribute, value })
            }
            (None, 2) => {
                let second = values.swap_remove(1);
                Some(ViewKind::Crossing { first: values.swap_remove(0), second })
            }
            // In no plan: nothing is told apart by so much at once.
            _ => Some(ViewKind::Together { of: vec![] }),
        })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_filter_names_a_view() {
        let id = Uuid::from_u128(7);
        let unit = || Some(ID::from(UnitId(id)));
        let seniority = || Some("senior".to_owned());
        let kind = |filter: DashboardFilter| filter.kind().unwrap();
        assert_eq!(kind(DashboardFilter::default()), None);
        let of_unit = DashboardFilter { unit: unit(), ..DashboardFilter::default() };
        assert_eq!(kind(of_unit), Some(ViewKind::Unit { unit: id }));
        let both =
            DashboardFilter { unit: unit(), seniority: seniority(), ..DashboardFilter::default() };
        let (attribute, value) = ("seniority".to_owned(), "senior".to_owned());
        assert_eq!(kind(both), Some(ViewKind::Within { unit: id, attribute, value }));
        let all = DashboardFilter {
            unit: unit(),
            seniority: seniority(),
            job_title: Some("x".into()),
            ..DashboardFilter::default()
        };
        assert_eq!(kind(all), Some(ViewKind::Together { of: vec![] }));
        let wrong = DashboardFilter { unit: Some("user_1".into()), ..DashboardFilter::default() };
        assert!(wrong.kind().is_err());
    }
}
