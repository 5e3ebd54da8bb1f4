using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bridges.Host.Http;
using Bridges.Matrix;

namespace Bridges.Host.Provisioning;

/// <summary>Reads what clients send.</summary>
internal static class ProvisioningBodies
{
    /// <exception cref="ProvisioningException">It is no JSON of that form.</exception>
    public static async Task<T> ReadAsync<T>(ProvisioningCall call, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize((await RequestBody.ReadAsync(call.Context)).Span, type) ?? throw Unreadable();
        }
        catch (JsonException)
        {
            throw Unreadable();
        }
    }

    private static ProvisioningException Unreadable() => new(StatusCodes.Status400BadRequest, MatrixErrorCodes.NotJson, "Failed to decode request body");
}
