// Rules for style sheets: those that find faults. How a sheet is laid out is nobody's error.
export default {
  extends: "stylelint-config-recommended",
  // Names set in one sheet and used in another; an embed and the preview go by the site's own.
  referenceFiles: ["site_templates/styles/*/*.css"],
  reportNeedlessDisables: true,
  reportInvalidScopeDisables: true,
  reportDescriptionlessDisables: true,
  rules: {
    // Judges by the order of selectors alone, also of those that never meet on one element (".crumbs a" and
    // ".site-nav a:hover"); the sheets are sorted by part of the page, not by weight.
    "no-descending-specificity": null,

    "font-family-name-quotes": "always-where-recommended",
    "function-linear-gradient-no-nonstandard-direction": true,
    "function-no-unknown": true,
    "function-url-no-scheme-relative": true,
    // Nothing is asked of another host.
    "function-url-scheme-allowed-list": ["data"],
    "length-zero-no-unit": [true, { ignore: ["custom-properties"], ignoreFunctions: ["calc", "clamp", "max", "min"] }],
    "media-feature-name-no-vendor-prefix": true,
    // The older notation: browsers before 2023 skip a whole block that says "width >= 600px".
    "media-feature-range-notation": "prefix",
    "no-unknown-animations": true,
    "no-unknown-custom-properties": true,
    "selector-no-vendor-prefix": true,
    "selector-no-unmatchable": true,
    "selector-no-invalid": true,
    "unit-no-unknown": true,
    "value-no-vendor-prefix": true,
  },
};
