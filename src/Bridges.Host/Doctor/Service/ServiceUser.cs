using System.Diagnostics;

namespace Bridges.Host.Doctor;

/// <summary>Asks as another user, where the doctor is root and may: what root can read tells nothing of what the service can.</summary>
internal static class ServiceUser
{
    private const string Script = """for file; do if [ -d "$file" ]; then [ -w "$file" ] && [ -x "$file" ]; else [ -r "$file" ]; fi || echo "$file"; done""";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>Those of the files that the user cannot read, and of the folders that they cannot write.</returns>
    public static async Task<IReadOnlyList<string>> DeniedAsync(string user, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var process = new Process { StartInfo = new ProcessStartInfo("runuser", ["-u", user, "--", "sh", "-c", Script, "sh", .. paths]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true } };
        try
        {
            process.Start();
            var denied = process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0 || (await denied).Length > 0 ? (await denied).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Nobody to ask; nothing is known.
            return [];
        }
    }
}
