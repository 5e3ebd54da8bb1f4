using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Bridges.TestBeds.Synapse;

/// <summary>Synapse's own endpoint by which an administrator makes users (<c>/_synapse/admin/v1/register</c>).</summary>
internal static class SharedSecretRegistration
{
    private static readonly Uri Address = new("_synapse/admin/v1/register", UriKind.Relative);

    public static async Task RegisterAsync(HttpClient http, string name, string password, bool isAdmin, CancellationToken cancellation)
    {
        var nonce = (await http.GetFromJsonAsync<JsonElement>(Address, cancellation)).GetProperty("nonce").GetString()!;
        using var response = await http.PostAsJsonAsync(
            Address,
            new { nonce, username = name, password, admin = isAdmin, mac = Mac(nonce, name, password, isAdmin) },
            cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException(
                $"Synapse did not register {name}: {await response.Content.ReadAsStringAsync(cancellation)}");
        }
    }

    // The endpoint's protocol fixes HMAC-SHA1.
#pragma warning disable CA5350
    private static string Mac(string nonce, string name, string password, bool isAdmin) =>
        Convert.ToHexStringLower(HMACSHA1.HashData(
            Encoding.UTF8.GetBytes(SynapseConfiguration.RegistrationSecret),
            Encoding.UTF8.GetBytes($"{nonce}\0{name}\0{password}\0{(isAdmin ? "admin" : "notadmin")}")));
#pragma warning restore CA5350
}
