namespace Bridges.Host.Doctor;

/// <summary>Where the server's name sends other servers, and whether this homeserver is there.</summary>
internal sealed class ServerDelegation(HomeserverProbe probe, string server, Uri place)
{
    private const string Key = "m.server";
    private const int DefaultPort = 8448;

    private readonly Uri _address = new(place, ".well-known/matrix/server");

    private string Mend => $$$"""Publish there, as JSON: {"m.server": "ADDRESS-OF-{{{server}}}:443"}; or nothing at all (status 404), if {{{server}}}:{{{DefaultPort}}} is the homeserver.""";

    public async Task<DoctorFinding> CheckAsync(CancellationToken cancellationToken)
    {
        var subject = _address.ToString();
        var answer = await probe.GetAsync(subject, token: null, cancellationToken);
        return answer switch
        {
            { IsSuccess: true } when Delegated(answer.Text(Key)) is { } led => await JudgeAsync(subject, led, cancellationToken),
            { IsSuccess: true } => DoctorFinding.Wrong(subject, $"It is published but has no valid '{Key}', so other servers go astray.", Mend),
            { Failure: ProbeFailure.None } => DoctorFinding.NotChecked(
                subject, $"nothing is published there (status {answer.Status}), which is fine where {server}:{DefaultPort} is the homeserver, or where it talks to no others"),
            _ => DoctorFinding.NotChecked(subject, $"it cannot be looked at from here ({answer.Describe()})"),
        };
    }

    private async Task<DoctorFinding> JudgeAsync(string subject, Uri led, CancellationToken cancellationToken) =>
        await probe.NameAtAsync(led, cancellationToken) switch
        {
            null => DoctorFinding.Wrong(subject, $"It sends other servers to {led.Authority}, where no homeserver tells its key.", Mend),
            var name when name != server => DoctorFinding.Wrong(subject, $"It sends other servers to {led.Authority}, which is {name} and not {server}.", Mend),
            _ => DoctorFinding.Fine($"{subject} leads to {led.Authority}"),
        };

    // Servers speak TLS to one another; where the files themselves were looked for without, so is what they lead to.
    private Uri? Delegated(string? address) =>
        Uri.TryCreate($"{place.Scheme}://{address}/", UriKind.Absolute, out var url) && url.Host.Length > 0 && url.AbsolutePath == "/" && url.UserInfo.Length == 0
            ? address!.EndsWith($":{url.Port}", StringComparison.Ordinal) ? url : new UriBuilder(url) { Port = DefaultPort }.Uri
            : null;
}
