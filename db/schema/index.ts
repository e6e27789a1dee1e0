export * from "./catalog";
export * from "./claims";
export * from "./donations";
export * from "./identity";
export * from "./jobs";
export * from "./messages";
export * from "./payments";
export * from "./statements";
