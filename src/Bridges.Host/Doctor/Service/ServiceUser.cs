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

    public async Task<ServiceRights> AskAsync(string user, IReadOnlyList<string> read, IReadOnlyList<string> written, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var process = new Process { StartInfo = new ProcessStartInfo(Program, ["-u", user, "--", "sh", "-c", Script, "sh", .. read, "--", .. written]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true } };
        process.StartInfo.Environment["LC_ALL"] = "C";
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return new ServiceRights.NotAsked($"{Program} cannot be run here ({exception.Message})");
        }

        try
        {
            var denied = process.StandardOutput.ReadToEndAsync(patience.Token);
            var complaint = await process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0 ? Sort(await denied)
                : complaint.Contains("does not exist", StringComparison.Ordinal) ? new ServiceRights.NoSuchUser()
                : new ServiceRights.NotAsked($"{Program} ended with {process.ExitCode}: {complaint.Trim()}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ServiceRights.NotAsked($"{Program} gave no answer within {Patience.TotalSeconds:0} s");
        }
        finally
        {
            // Does nothing where it has ended.
            process.Kill(entireProcessTree: true);
        }
    }

    private static ServiceRights.Asked Sort(string denied)
    {
        var lines = denied.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new(Of(lines, Unreadable), Of(lines, Unwritable));
    }

    private static string[] Of(string[] lines, string right) => [.. lines.Where(line => line.StartsWith(right, StringComparison.Ordinal)).Select(line => line[right.Length..])];
}
