/** Small behaviours of every page. Each page works without them. */

import "./site/history-slider";
import "./site/job-progress";
import "./site/key-fields";
import "./site/label-selection";
import "./site/upload-list";
import "./site/verify-grid";
import { copyButtons } from "./site/copy";
import { dialogs } from "./site/dialogs";
import { htmxChecks } from "./site/htmx";
import { leftovers } from "./site/leftovers";
import { themeToggle } from "./site/theme";

themeToggle();
copyButtons();
dialogs();
htmxChecks();
leftovers();
