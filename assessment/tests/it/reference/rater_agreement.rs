//! Intraclass correlations and Krippendorff's alpha: published examples, and interviews.

use assessment::statistics::{Form, Level, TwoWay, krippendorff_alpha};

use super::{CLOSE, count, file, json, near};

const SET: &str = "rater-agreement";

/// A row per target, a column per rater.
fn ratings(name: &str) -> Vec<Vec<Option<f64>>> {
    let text = file(SET, &format!("{name}.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(Result::unwrap);
    rows.map(|row| row.iter().skip(1).map(|cell| cell.parse().ok()).collect()).collect()
}

#[test]
fn rater_agreement_shrout_fleiss() {
    for name in ["shrout_fleiss_1979", "interviews"] {
        let expected = json(SET, &format!("expected_icc_{name}.json")).unwrap();
        let rows =
            ratings(name).into_iter().map(|row| row.into_iter().map(Option::unwrap).collect());
        let table = TwoWay::of(&rows.collect::<Vec<_>>()).unwrap();
        assert_eq!(table.targets, count(&expected["n_targets"]));
        assert_eq!(table.raters, count(&expected["k_raters"]));
        let squares = &expected["mean_squares"];
        near(table.between, &squares["MSB"], CLOSE, "MSB");
        near(table.within, &squares["MSW"], CLOSE, "MSW");
        near(table.raters_between, &squares["MSJ"], CLOSE, "MSJ");
        near(table.error, &squares["MSE"], CLOSE, "MSE");
        for (form, kind) in [
            (Form::OneSingle, "ICC(1,1)"),
            (Form::TwoSingle, "ICC(2,1)"),
            (Form::ThreeSingle, "ICC(3,1)"),
            (Form::OneMean, "ICC(1,k)"),
            (Form::TwoMean, "ICC(2,k)"),
            (Form::ThreeMean, "ICC(3,k)"),
        ] {
            let (found, expected) = (table.icc(form).unwrap(), &expected["icc"][kind]);
            let what = format!("{name}: {kind}");
            near(found.value, &expected["icc"], CLOSE, &what);
            near(found.f, &expected["F"], CLOSE, &what);
            near(found.freedom.0, &expected["df1"], 0.0, &what);
            near(found.freedom.1, &expected["df2"], 0.0, &what);
            near(found.p, &expected["p"], CLOSE, &what);
            // Satterthwaite's degrees of freedom are a quotient of large sums.
            let sure = if kind.starts_with("ICC(2") { 1e-6 } else { CLOSE };
            near(found.low, &expected["lower95"], sure, &what);
            near(found.high, &expected["upper95"], sure, &what);
        }
    }
}

#[test]
fn rater_agreement_krippendorff() {
    for name in ["shrout_fleiss_1979", "krippendorff_3x15", "interviews", "interviews_missing"] {
        let expected = json(SET, &format!("expected_agreement_{name}.json")).unwrap();
        let units = ratings(name);
        assert_eq!(units.len(), count(&expected["units"]));
        for (level, kind) in [
            (Level::Nominal, "nominal"),
            (Level::Ordinal, "ordinal"),
            (Level::Interval, "interval"),
            (Level::Ratio, "ratio"),
        ] {
            let found = krippendorff_alpha(&units, level);
            near(found, &expected["alpha"][kind], CLOSE, &format!("{name}: {kind}"));
        }
    }
}
