// Measures the newspaper as its readers and its importer meet it, in a release build:
//
//     NewspaperBenchmark [STORIES] [--export FILE] [--keep FOLDER] [--only PART]…
//
// The stories are made up and the same in every run, and kept in a temporary store that goes away at the end; with
// `--keep` it stays, and the next run takes it as it finds it. `--export` imports a WordPress export of one's own beside
// the made-up one. The parts are import, start, pages, search, publish, crawl, and beside a PostgreSQL
// (`Tests/postgres NewspaperBenchmark …`) the search there, postgres.

try await Measurement(BenchmarkArguments(CommandLine.arguments.dropFirst())).run()
