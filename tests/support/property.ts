// fast-check as the tests use it: `import fc from` here.
import fc from "fast-check";
import { chaosSeed } from "../chaos/dice";

// The runs of every day try the same inputs each time, so that a failure is of what was changed; chaos tries new ones.
fc.configureGlobal({ seed: chaosSeed() });

export default fc;
