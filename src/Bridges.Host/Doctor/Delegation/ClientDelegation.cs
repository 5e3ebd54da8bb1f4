using System.Text.Json;

namespace Bridges.Host.Doctor;

/// <summary>Where the server's name sends clients, and whether this homeserver is there.</summary>
internal sealed class ClientDelegation(HomeserverProbe probe, string server, Uri place)
{
    private const string Key = "m.homeserver.base_url";
    private const string Versions = "_matrix/client/versions";

    private readonly Uri _address = new(place, ".well-known/matrix/client");

    private string Example => $$$"""Publish there, as JSON: {"m.homeserver": {"base_url": "https://ADDRESS-OF-{{{server}}}"}}""";

    /// <summary>Cleared where the homeserver itself does not answer, so that nobody can tell whether it is at the name's own address.</summary>
    public bool HomeserverAnswers { get; init; } = true;

    public async Task<DoctorFinding> CheckAsync(CancellationToken cancellationToken)
    {
        var subject = _address.ToString();
        var answer = await probe.GetAsync(subject, token: null, cancellationToken);
        return answer switch
        {
            { IsSuccess: true, AllowedOrigin: null } => DoctorFinding.Wrong(
                subject, "Browsers may not read it: the header Access-Control-Allow-Origin is missing, so Element Web does not find the homeserver.",
                "Send it there: nginx add_header Access-Control-Allow-Origin '*'; Caddy header Access-Control-Allow-Origin *"),
            { IsSuccess: true } when BaseUrl(answer) is { Scheme: "http" } open && place.Scheme == Uri.UriSchemeHttps => DoctorFinding.Wrong(
                subject, $"It sends clients to {open} without encryption, which browsers refuse.", Example),
            { IsSuccess: true } when BaseUrl(answer) is { } led => await JudgeAsync(subject, led, cancellationToken),
            { IsSuccess: true } => DoctorFinding.Wrong(subject, $"It is published but has no valid '{Key}', so clients go astray.", Example),
            { Failure: ProbeFailure.None } => await JudgeNameItselfAsync(subject, answer, cancellationToken),
            _ => DoctorFinding.NotChecked(subject, $"it cannot be looked at from here ({answer.Describe()})"),
        };
    }

    private async Task<DoctorFinding> JudgeAsync(string subject, Uri led, CancellationToken cancellationToken)
    {
        var versions = await probe.GetAsync(new Uri(led, Versions).ToString(), token: null, cancellationToken);
        if (!IsHomeserver(versions))
        {
            return DoctorFinding.Wrong(subject, $"It sends clients to {led}, where no homeserver answers ({versions.Describe()}).", Example);
        }

        // Not every homeserver tells its name to clients.
        return await probe.NameAtAsync(led, cancellationToken) is { } name && name != server
            ? DoctorFinding.Wrong(subject, $"It sends clients to {led}, which is {name} and not {server}.", Example)
            : DoctorFinding.Fine($"{subject} leads to {led}");
    }

    private async Task<DoctorFinding> JudgeNameItselfAsync(string subject, ProbeAnswer answer, CancellationToken cancellationToken) =>
        IsHomeserver(await probe.GetAsync(new Uri(place, Versions).ToString(), token: null, cancellationToken))
            ? DoctorFinding.Fine($"{place} is the homeserver's own address (nothing is published for clients)")
            : !HomeserverAnswers
            ? DoctorFinding.NotChecked(subject, $"nothing is published there (status {answer.Status}); where clients find the homeserver cannot be told while it does not answer")
            : DoctorFinding.Wrong(
                subject, $"Nothing is published there (status {answer.Status}), and {place} is no homeserver itself: clients do not find the homeserver by its name.", Example);

    private static bool IsHomeserver(ProbeAnswer versions) =>
        versions.IsSuccess && versions.Json.ValueKind == JsonValueKind.Object && versions.Json.TryGetProperty("versions", out var list) && list.ValueKind == JsonValueKind.Array;

    private static Uri? BaseUrl(ProbeAnswer answer) =>
        answer.Json.ValueKind == JsonValueKind.Object && answer.Json.TryGetProperty("m.homeserver", out var homeserver)
        && Uri.TryCreate((answer with { Json = homeserver }).Text("base_url")?.TrimEnd('/') + "/", UriKind.Absolute, out var url)
        && url.Scheme is "https" or "http" && url.Host.Length > 0 ? url : null;
}
