using System.Text.Json.Serialization;

namespace Bridges.Host.Provisioning;

/// <summary>A network as bridgev2 describes itself.</summary>
internal sealed record NetworkBody([property: JsonPropertyName("displayname")] string DisplayName, string NetworkUrl, string NetworkIcon, string NetworkId, string BeeperBridgeType);
