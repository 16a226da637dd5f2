import ArgumentParser
import Editorial
import Newsroom
import Storage

/// Makes and ends the tokens that programs use the newsroom's API with.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make, list and revoke the tokens of programs that use the newsroom's API.",
        subcommands: [TokenAddCommand.self, TokenListCommand.self, TokenRevokeCommand.self])
}

struct TokenAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Make a token and print it, once: only its hash is kept.")

    @OptionGroup var workplace: WorkplaceOptions
    @Argument(help: "What it is for.") var name: String
    @Flag(help: "Let it archive sources, attach them and decide on quotations; without this it only looks.")
    var write = false

    func run() async throws {
        let place = try await workplace.open()
        let (name, mayWrite) = (name, write)
        let secret = try await place.store.write { connection in
            var random = SystemRandomNumberGenerator()
            return try AccessToken.add(name, mayWrite: mayWrite, at: TimeSource.system.now(), random: &random, in: connection)
        }
        await place.store.close()
        Console.say(secret)
        Console.note("Keep it now: it can't be shown again.")
    }
}

struct TokenListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the tokens by name.")

    @OptionGroup var workplace: WorkplaceOptions

    func run() async throws {
        let place = try await workplace.open()
        let tokens = try await place.store.read { try AccessToken.list(from: $0) }
        await place.store.close()
        for token in tokens {
            let ended = token.revokedAt.map { ", revoked \($0.moment)" } ?? ""
            Console.say("\(token.name)  \(token.mayWrite ? "writes" : "looks"), made \(token.createdAt.moment)\(ended)")
        }
    }
}

struct TokenRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "revoke", abstract: "End a token's use.")

    @OptionGroup var workplace: WorkplaceOptions
    @Argument(help: "The token's name.") var name: String

    func run() async throws {
        let place = try await workplace.open()
        let name = name
        try await place.store.write { try AccessToken.revoke(name, at: TimeSource.system.now(), in: $0) }
        await place.store.close()
        Console.say("The token “\(name)” is revoked.")
    }
}
