using Bridges.Telegram.Simulator;
using Bridges.TestBeds.Postgres;
using Npgsql;

namespace Bridges.Telegram.Stage;

/// <summary>What the bridge on a stage is told.</summary>
internal static class StageConfiguration
{
    public static async Task<string> DatabaseAsync(StageDatabase database, CancellationToken cancellation) => database switch
    {
        StageDatabase.PostgreSql => AddressOf(await (await PostgresServer.SharedAsync()).CreateDatabaseAsync(cancellation)),
        _ => "sqlite:bridges.db",
    };

    public static string Sections(StageOptions options, SimulatedTelegram telegram, string library) =>
        $"""
        networks:
          telegram:
            api_id: 12345
            api_hash: "0123456789abcdef0123456789abcdef"
            tdlib_path: "{library}"
            proxy:
              type: mtproto
              server: "127.0.0.1"
              port: {telegram.Port}
              secret: "{telegram.ProxySecret}"
        {Indented(options.TelegramConfiguration)}
        {options.ExtraConfiguration}
        """;

    private static string AddressOf(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return $"postgres://{parts.Username}@{parts.Host}:{parts.Port}/{parts.Database}";
    }

    private static string Indented(string lines) =>
        string.Join('\n', lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"    {line}"));
}
