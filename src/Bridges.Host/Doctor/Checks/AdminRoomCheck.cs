using System.Text.Json;
using Bridges.Matrix;

namespace Bridges.Host.Doctor;

/// <summary>
/// The bot is in the room that <c>bridging.admin_room</c> names, and may speak there. Where it is not, each admin is told alone; one that the bot makes itself it
/// makes anew.
/// </summary>
internal sealed class AdminRoomCheck : IDoctorCheck
{
    private const string Message = "m.room.message";

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (!patient.TokenIsKnown || !RoomId.TryParse(patient.Configuration.Bridging.AdminRoom, out var room))
        {
            return [];
        }

        var subject = $"bridging.admin_room {room}";
        var member = await StateAsync(patient, room, $"m.room.member/{Uri.EscapeDataString(patient.Bot)}", "&format=event", cancellationToken);
        var content = member.Json.ValueKind == JsonValueKind.Object && member.Json.TryGetProperty("content", out var inside) ? inside : member.Json;
        var membership = TextOf(content, "membership");
        return membership switch
        {
            "join" => [await JudgePowerAsync(patient, room, subject, cancellationToken)],
            "invite" => [DoctorFinding.Fine($"{subject} awaits the bot", "it goes in with the first thing that it has to say")],
            "ban" or "leave" => [DoctorFinding.Wrong(
                subject, $"The bot is not in it any more{By(patient, member, membership)}. Each admin is told alone.",
                $"{(membership == "ban" ? $"Lift the ban and invite {patient.Bot} there" : $"Invite {patient.Bot} there")}, or set bridging.admin_room to auto.")],
            _ when member is { IsOfMatrix: true, Status: 403 or 404, ErrorCode: not MatrixErrorCodes.Unrecognized } => [DoctorFinding.Wrong(
                subject, $"The bot was never let into it, or there is no such room ({member.Describe()}). Each admin is told alone.",
                $"Compare the room's id (in Element: room settings, Advanced) and invite {patient.Bot} there, or set bridging.admin_room to auto.")],
            _ => [DoctorFinding.NotChecked(subject, $"asked whether the bot is in it, the homeserver answers {member.Describe()}")],
        };
    }

    private static async Task<DoctorFinding> JudgePowerAsync(Patient patient, RoomId room, string subject, CancellationToken cancellationToken)
    {
        var levels = await StateAsync(patient, room, "m.room.power_levels/", "", cancellationToken);
        var own = Level(levels.Json, "users", patient.Bot) ?? Level(levels.Json, "users_default") ?? 0;
        var needed = Level(levels.Json, "events", Message) ?? Level(levels.Json, "events_default") ?? 0;
        return own >= needed
            ? DoctorFinding.Fine($"{subject} has the bot in it")
            : DoctorFinding.Wrong(
                subject, $"The bot may not speak there: its power is {own}, and messages need {needed}. Each admin is told alone.",
                $"Give {patient.Bot} a power of {needed} there (in Element: room settings, Roles & Permissions; or say there: /op {patient.Bot} {needed}).");
    }

    private static string By(Patient patient, ProbeAnswer member, string membership) => member.Text("sender") is { } sender && sender != patient.Bot
        ? $": {sender} {(membership == "ban" ? "banned it" : "put it out")}"
        : "";

    private static Task<ProbeAnswer> StateAsync(Patient patient, RoomId room, string state, string query, CancellationToken cancellationToken) => patient.Homeserver.GetAsync(
        $"/_matrix/client/v3/rooms/{Uri.EscapeDataString(room.Value)}/state/{state}?user_id={Uri.EscapeDataString(patient.Bot)}{query}", patient.Configuration.Appservice.AsToken.Reveal(), cancellationToken);

    private static string? TextOf(JsonElement json, string key) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Level(JsonElement json, params string[] keys)
    {
        foreach (var key in keys)
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(key, out json))
            {
                return null;
            }
        }

        return json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var level) ? level : null;
    }
}
