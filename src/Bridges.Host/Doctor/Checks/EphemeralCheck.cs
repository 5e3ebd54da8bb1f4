using System.Text.Json;

namespace Bridges.Host.Doctor;

/// <summary>
/// The registration that the homeserver has loaded asks for typing and receipts. Seen only where they arrive: from inside the bridge. Where none came yet, the bot
/// says in one of its rooms that it types, for a moment.
/// </summary>
internal sealed class EphemeralCheck : IDoctorCheck
{
    private const string Subject = "typing and read receipts of Matrix arrive";
    private const string Synapse = "Synapse";

    /// <summary>How long they may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (!patient.TokenIsKnown || patient.HomeserverReachesUs != true)
        {
            return [];
        }

        if (patient.Arrivals is not { } arrivals)
        {
            return [DoctorFinding.NotChecked(Subject, "only the running bridge sees that: it looks two minutes after its start and once a day, and its page, its log and the admins have what it finds")];
        }

        if (arrivals.Ephemeral.IsCompleted)
        {
            return [DoctorFinding.Fine(Subject)];
        }

        if (await RoomAsync(patient, cancellationToken) is not { } room)
        {
            return [DoctorFinding.NotChecked(Subject, "none came yet, and the bot is in no room where it could try")];
        }

        await TypeAsync(patient, room, isTyping: true, cancellationToken);
        await Task.WhenAny(arrivals.Ephemeral, Task.Delay(Patience, patient.TimeProvider, cancellationToken));
        await TypeAsync(patient, room, isTyping: false, cancellationToken);
        return [arrivals.Ephemeral.IsCompleted ? DoctorFinding.Fine(Subject) : await JudgeAsync(patient, cancellationToken)];
    }

    /// <summary>Not every homeserver sends them to application services; Synapse does to those that ask.</summary>
    private static async Task<DoctorFinding> JudgeAsync(Patient patient, CancellationToken cancellationToken)
    {
        var answer = await patient.Homeserver.GetAsync("/_matrix/federation/v1/version", token: null, cancellationToken);
        var isSynapse = answer.Json.ValueKind == JsonValueKind.Object && answer.Json.TryGetProperty("server", out var server) && server.ValueKind == JsonValueKind.Object
            && server.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String && name.GetString() == Synapse;
        return isSynapse
            ? DoctorFinding.Wrong(
                Subject, "The bot typed, and was not told of it: the registration that the homeserver has loaded lacks 'receive_ephemeral: true', or is an older one. On the networks nobody sees who types, nor what was read.",
                HomeserverInstructions.Short(patient.RegistrationDirectory)) with { Cause = DoctorCause.RegistrationLoaded }
            : DoctorFinding.NotChecked(Subject, "the bot typed, and was not told of it: this homeserver sends them to no application service, or the registration that it has loaded lacks 'receive_ephemeral: true'");
    }

    private static async Task<string?> RoomAsync(Patient patient, CancellationToken cancellationToken)
    {
        var answer = await patient.Homeserver.GetAsync($"/_matrix/client/v3/joined_rooms?{AsBot(patient)}", patient.Configuration.Appservice.AsToken.Reveal(), cancellationToken);
        return answer.IsSuccess && answer.Json.ValueKind == JsonValueKind.Object && answer.Json.TryGetProperty("joined_rooms", out var rooms) && rooms.ValueKind == JsonValueKind.Array
            ? rooms.EnumerateArray().Where(room => room.ValueKind == JsonValueKind.String).Select(room => room.GetString()).FirstOrDefault()
            : null;
    }

    private static Task<ProbeAnswer> TypeAsync(Patient patient, string room, bool isTyping, CancellationToken cancellationToken) => patient.Homeserver.PutJsonAsync(
        $"/_matrix/client/v3/rooms/{Uri.EscapeDataString(room)}/typing/{Uri.EscapeDataString(patient.Bot)}?{AsBot(patient)}", patient.Configuration.Appservice.AsToken.Reveal(),
        isTyping ? """{"typing":true,"timeout":5000}""" : """{"typing":false}""", cancellationToken);

    private static string AsBot(Patient patient) => $"user_id={Uri.EscapeDataString(patient.Bot)}";
}
