using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bridges.TestBeds.Stub;

/// <summary>The stub's users: who is registered, profiles, account data.</summary>
internal sealed class StubAccounts
{
    private readonly ConcurrentDictionary<string, JsonObject> _profiles = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> _accountData = new(StringComparer.Ordinal);

    public StubAccounts(StubOptions options)
    {
        Sender = $"@{options.SenderLocalpart}:{options.ServerName}";
        Bot = $"@{options.BotLocalpart}:{options.ServerName}";
        Register(Sender);
    }

    /// <summary>Whose the application service's token is.</summary>
    public string Sender { get; }

    public string Bot { get; }

    public bool Exists(string userId) => _profiles.ContainsKey(userId);

    /// <summary>False when the user exists already.</summary>
    public bool Register(string userId) => _profiles.TryAdd(userId, []);

    public JsonObject? Profile(string userId)
    {
        if (!_profiles.TryGetValue(userId, out var profile))
        {
            return null;
        }

        lock (profile)
        {
            return (JsonObject)profile.DeepClone();
        }
    }

    public void SetProfile(string userId, string field, JsonElement body)
    {
        var profile = _profiles.GetOrAdd(userId, _ => []);
        lock (profile)
        {
            profile[field] = body.TryGetProperty(field, out var value) ? JsonNode.Parse(value.GetRawText()) : null;
        }
    }

    public void SetAccountData(string path, ReadOnlyMemory<byte> content) => _accountData[path] = content;

    public ReadOnlyMemory<byte>? AccountData(string path) => _accountData.TryGetValue(path, out var content) ? content : default(ReadOnlyMemory<byte>?);
}
