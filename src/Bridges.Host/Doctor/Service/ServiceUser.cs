using System.ComponentModel;
using System.Diagnostics;

namespace Bridges.Host.Doctor;

/// <summary>Asks as another user, where the doctor is root and may: what root can read tells nothing of what the service can.</summary>
internal sealed class ServiceUser
{
    private const string Unreadable = "r ";
    private const string Unwritable = "w ";

    /// <summary>Files to read, "--", files to write; says what is denied, with the right before it.</summary>
    private const string Script = """right=r; for file; do if [ "$file" = -- ]; then right=w; else { [ "-$right" "$file" ] && { [ ! -d "$file" ] || [ -x "$file" ]; }; } || echo "$right $file"; fi; done""";

    public string Program { get; init; } = "runuser";

    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Tells the groups of a user, the first one first.</summary>
    public string GroupsProgram { get; init; } = "id";

    public async Task<ServiceRights> AskAsync(ServiceIdentity identity, IReadOnlyList<string> read, IReadOnlyList<string> written, CancellationToken cancellationToken)
    {
        var (groups, failure) = await GroupsAsync(identity, cancellationToken);
        if (failure is not null)
        {
            return failure;
        }

        var (denied, refusal) = await RunAsync(Program, ["-u", identity.User, .. groups, "--", "sh", "-c", Script, "sh", .. read, "--", .. written], cancellationToken);
        return refusal ?? Sort(denied);
    }

    /// <summary>Naming one further group leaves all of the user's out, so that those are named, too.</summary>
    private async Task<(IReadOnlyList<string> Options, ServiceRights? Failure)> GroupsAsync(ServiceIdentity identity, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> first = identity.Group is { } group ? ["-g", group] : [];
        if (identity.Supplementary.Count == 0)
        {
            return (first, null);
        }

        var (output, failure) = await RunAsync(GroupsProgram, ["-Gn", identity.User], cancellationToken);
        var own = output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        // In place of the first one stands the service's.
        var further = own.Skip(identity.Group is null ? 0 : 1).Concat(identity.Supplementary).SelectMany(name => new[] { "-G", name });
        return ([.. first.Count == 0 && own is [var primary, ..] ? ["-g", primary] : first, .. further], failure);
    }

    private async Task<(string Output, ServiceRights? Failure)> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var process = new Process { StartInfo = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true } };
        process.StartInfo.Environment["LC_ALL"] = "C";
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return ("", new ServiceRights.NotAsked($"{program} cannot be run here ({exception.Message})"));
        }

        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var complaint = await process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0 ? (await output, null) : ("", Explain(program, process.ExitCode, complaint.Trim()));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ("", new ServiceRights.NotAsked($"{program} gave no answer within {Patience.TotalSeconds:0} s"));
        }
        finally
        {
            // Does nothing where it has ended.
            process.Kill(entireProcessTree: true);
        }
    }

    private static ServiceRights Explain(string program, int exitCode, string complaint) =>
        (complaint.Contains("does not exist", StringComparison.Ordinal) && complaint.Contains("group ", StringComparison.Ordinal)) ? new ServiceRights.NoSuchGroup(complaint)
        : complaint.Contains("does not exist", StringComparison.Ordinal) || complaint.Contains("no such user", StringComparison.Ordinal) ? new ServiceRights.NoSuchUser()
        : new ServiceRights.NotAsked($"{program} ended with {exitCode}: {complaint}");

    private static ServiceRights.Asked Sort(string denied)
    {
        var lines = denied.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new(Of(lines, Unreadable), Of(lines, Unwritable));
    }

    private static string[] Of(string[] lines, string right) => [.. lines.Where(line => line.StartsWith(right, StringComparison.Ordinal)).Select(line => line[right.Length..])];
}
