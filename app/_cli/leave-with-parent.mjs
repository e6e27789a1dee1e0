// Loaded into every child of the launcher: a launcher that was killed takes them along, and frees the port.
process.once("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), 10_000).unref();
});
process.channel?.unref();
