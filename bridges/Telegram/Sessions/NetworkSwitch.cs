using System.Text.Json.Nodes;
using Bridges.Telegram.Json;

namespace Bridges.Telegram.Sessions;

/// <summary>Tells TDLib whether there is a network: without one it dials nowhere.</summary>
internal static class NetworkSwitch
{
    public static JsonObject On => Of("networkTypeOther");

    public static JsonObject Off => Of("networkTypeNone");

    private static JsonObject Of(string type) => TdJson.Request("setNetworkType", ("type", TdJson.Request(type)));
}
