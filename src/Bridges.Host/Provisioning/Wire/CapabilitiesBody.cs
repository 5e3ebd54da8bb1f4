using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridges.Host.Provisioning;

/// <summary>What a client can ask for beside logging in.</summary>
internal sealed record CapabilitiesBody(CapabilitiesBody.Resolving ResolveIdentifier, IReadOnlyDictionary<string, JsonElement> GroupCreation)
{
    public static CapabilitiesBody All { get; } = new(new Resolving(CreateDm: true, LookupPhone: true, LookupUsername: true, ContactList: true, Search: true), new Dictionary<string, JsonElement>());

    internal sealed record Resolving([property: JsonPropertyName("create_dm")] bool CreateDm, bool LookupPhone, bool LookupUsername, bool ContactList, bool Search);
}
