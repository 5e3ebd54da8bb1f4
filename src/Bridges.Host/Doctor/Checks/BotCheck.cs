using System.Text.Json;

namespace Bridges.Host.Doctor;

/// <summary>The bot is the bridge's own: nobody is logged in as it, and nobody shut it out. Asks nothing where it is not there yet.</summary>
internal sealed class BotCheck : IDoctorCheck
{
    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (!patient.TokenIsKnown)
        {
            return [];
        }

        var bot = patient.Bot;
        var path = $"/_matrix/client/v3/devices?user_id={Uri.EscapeDataString(bot)}";
        var answer = await patient.Homeserver.GetAsync(path, patient.Configuration.Appservice.AsToken.Reveal(), cancellationToken);
        return answer switch
        {
            { IsSuccess: true } when Devices(answer.Json) is { Count: > 0 } devices =>
            [
                DoctorFinding.Wrong(
                    $"bot {bot}", $"Somebody is logged in as it (device {string.Join(", ", devices)}) and reads what people write to the bot: it was a person's before, or a password was set for it.",
                    $"If it is a person's: set appservice.bot to a name that nobody has, run 'bridges registration', give the homeserver the document again and restart it. Else log it out; Synapse, as an administrator: DELETE /_synapse/admin/v2/users/{bot}/devices/{devices[0]}"),
            ],
            { IsOfMatrix: true, Status: 401 or 403 } when HomeserverRefusal.IsShutOut(answer) && HomeserverRefusal.Explain(answer, patient.Homeserver.Url, path) is var (problem, mend) => [DoctorFinding.Wrong($"bot {bot}", problem, mend)],
            _ => [],
        };
    }

    private static List<string> Devices(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("devices", out var devices) && devices.ValueKind == JsonValueKind.Array
            ? [.. devices.EnumerateArray().Select(device => device.ValueKind == JsonValueKind.Object && device.TryGetProperty("device_id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString()! : "?").Take(3)]
            : [];
}
