using System.Text.Json;
using System.Text.Json.Serialization;
using Bridges.Storage;

namespace Bridges.Host.Watching;

/// <summary>What admins were told and is not over, kept over a restart.</summary>
internal sealed partial class SaidProblems(Database database)
{
    private const string Setting = "admin-watch";

    private readonly SettingTable _settings = new(database);

    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken cancellationToken) =>
        await _settings.GetAsync(Setting, cancellationToken) is { } kept ? Read(kept) : new Dictionary<string, string>();

    public async Task KeepAsync(IReadOnlyDictionary<string, string> said, CancellationToken cancellationToken) =>
        await database.WriteAsync([SettingTable.Set(Setting, JsonSerializer.Serialize(new Dictionary<string, string>(said), SaidProblemsJson.Default.DictionaryStringString))], cancellationToken: cancellationToken);

    private static Dictionary<string, string> Read(string kept)
    {
        try
        {
            return JsonSerializer.Deserialize(kept, SaidProblemsJson.Default.DictionaryStringString) ?? [];
        }
        catch (JsonException)
        {
            // Somebody's hand was in the database: the worst that follows is that something is said twice.
            return [];
        }
    }

    [JsonSerializable(typeof(Dictionary<string, string>))]
    private sealed partial class SaidProblemsJson : JsonSerializerContext;
}
