using System.Text.Json;

namespace Bridges.Engines.Rpc;

/// <param name="Size">What it costs while it is queued, in bytes.</param>
internal readonly record struct Notification(string Method, JsonElement Parameters, long Size);
