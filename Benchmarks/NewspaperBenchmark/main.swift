// Measures the newspaper as its readers and its importer meet it: `NewspaperBenchmark [STORIES]`, in a release build.
// The stories are made up, the same in every run, and kept in a temporary SQLite store that goes away at the end.

let stories = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 10_000
try await Measurement(stories: max(100, stories)).run()
