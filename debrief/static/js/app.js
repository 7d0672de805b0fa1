// Behaviour of the borrowed components: error summaries take focus, conditional fields open, double taps count once.
import { initAll } from "../vendor/govuk-frontend/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
