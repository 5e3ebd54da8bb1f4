namespace Bridges.Host.Doctor;

/// <summary>What the server's name publishes for clients and other servers is in order, where it publishes anything.</summary>
internal sealed class WellKnownCheck : IDoctorCheck
{
    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        var server = patient.Configuration.Homeserver.ServerName;
        if (patient.Configuration.Homeserver.Url.IsLoopback && !server.Contains('.'))
        {
            return [];
        }

        var client = CheckAsync(patient, $"https://{server}/.well-known/matrix/client", answer => BaseUrl(answer) is { } text && IsWebAddress(text), "m.homeserver.base_url", cancellationToken);
        var federation = CheckAsync(patient, $"https://{server}/.well-known/matrix/server", answer => answer.Text("m.server") is { Length: > 0 }, "m.server", cancellationToken);
        return [await client, await federation];
    }

    private static async Task<DoctorFinding> CheckAsync(Patient patient, string address, Func<ProbeAnswer, bool> isRight, string key, CancellationToken cancellationToken)
    {
        var answer = await patient.Homeserver.GetAsync(address, token: null, cancellationToken);
        return answer switch
        {
            { IsSuccess: true } when isRight(answer) => DoctorFinding.Fine(address),
            { IsSuccess: true } => DoctorFinding.Wrong(address, $"It is published but has no valid '{key}', so clients or other servers go astray.", $"Publish JSON with '{key}' there, or nothing at all (status 404)."),
            { Failure: ProbeFailure.None } => DoctorFinding.NotChecked(address, $"nothing is published there (status {answer.Status}), which is fine where the server's name is its address"),
            _ => DoctorFinding.NotChecked(address, answer.Describe()),
        };
    }

    private static string? BaseUrl(ProbeAnswer answer) =>
        answer.Json.ValueKind == System.Text.Json.JsonValueKind.Object && answer.Json.TryGetProperty("m.homeserver", out var homeserver)
            ? (answer with { Json = homeserver }).Text("base_url")
            : null;

    private static bool IsWebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http";
}
