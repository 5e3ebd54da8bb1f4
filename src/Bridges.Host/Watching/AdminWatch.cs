using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Host.Doctor;
using Bridges.Storage;

namespace Bridges.Host.Watching;

/// <summary>Tells the bridge's admins on Matrix what needs a person, and when it is well again.</summary>
internal sealed partial class AdminWatch(
    IBridgeAdministration bridge, DoctorRuns doctor, SaidProblems said, HostTiming timing, TimeProvider timeProvider, ILogger<AdminWatch> logger)
{
    private const string OfDoctor = "doctor ";
    private const string OfDeadLetters = "dead letters";

    private readonly ProblemBoard _board = new(timeProvider, timing.WatchPause * 2);
    private IReadOnlyDictionary<string, string>? _kept;

    /// <summary>Begins to look, until the host stops.</summary>
    public void Start(CancellationToken stopping) => _ = RunAsync(stopping);

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await Task.Delay(timing.WatchPause, timeProvider, stopping);
                await LookAsync(stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task LookAsync(CancellationToken stopping)
    {
        try
        {
            if (_kept is null)
            {
                _kept = await said.ReadAsync(stopping);
                _board.Remember(_kept);
            }

            var deadLetters = await CountDeadLettersAsync(stopping);
            var words = _board.Update(
                await ProblemsAsync(deadLetters, stopping),
                key => key == OfDeadLetters ? deadLetters is not null : !key.StartsWith(OfDoctor, StringComparison.Ordinal) || doctor.At is not null);
            foreach (var text in words)
            {
                bridge.TellAdmins(text);
            }

            if (words.Count > 0)
            {
                _kept = _board.Said;
                await said.KeepAsync(_kept, stopping);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Who watches must not stop watching; the next look may succeed.
            Log.Failed(logger, exception);
        }
    }

    private async Task<IReadOnlyList<Problem>> ProblemsAsync(int? deadLetters, CancellationToken stopping) =>
    [
        .. (await bridge.NetworksAsync(stopping)).Where(network => !network.Health.IsHealthy).Select(network => new Problem(
            $"network {network.Description.Id}", $"{network.Description.DisplayName} does not work: {network.Health.Problem ?? "it does not say why."}", "", timing.ProblemPatience)),
        .. bridge.Accounts.Where(account => account.State.Condition is AccountCondition.LoggedOut).Select(account => new Problem(
            $"account {account.Network}/{account.Account}", $"{account.Owner}'s account on {account.Network} was logged out by the network.", "They were told, and have to log in again.", timing.ProblemPatience)),
        .. bridge.Accounts.Where(account => account.IsStalled).Select(account => new Problem(
            $"stall {account.Network}/{account.Account}", $"{account.Owner}'s account on {account.Network} said that it was connected, but its network does not answer.",
            "It is being connected anew; if that does not help, restart the bridge and look into the log.", TimeSpan.Zero)),
        .. bridge.Accounts.Where(account => account is { State.Condition: AccountCondition.Disconnected, IsStalled: false }).Select(account => new Problem(
            $"connection {account.Network}/{account.Account}", $"{account.Owner}'s account on {account.Network} has not been connected for a while.", account.State.Text ?? "", timing.ProblemPatience * 3)),
        .. bridge.NotStarted.Select(account => new Problem(
            $"start {account.Network}/{account.Account.Id}", $"{account.Owner}'s account on {account.Network} cannot be started.", "They were told. It is tried again, at last every ten minutes; the log says what is wrong.", timing.ProblemPatience)),
        .. deadLetters > 0 ? [new Problem(OfDeadLetters, "Messages were given up.", "`bridges dead-letters` lists them; so does the page.", TimeSpan.Zero)] : Array.Empty<Problem>(),
        .. doctor.Findings.Where(finding => finding.Verdict == DoctorVerdict.Wrong && finding.Cause is not (DoctorCause.Network or DoctorCause.GivenUpMessages)).Select(finding => new Problem(
            $"{OfDoctor}{finding.Subject}", $"{finding.Subject}: {finding.Problem}", finding.Mend ?? "", TimeSpan.Zero)),
    ];

    /// <summary>Null where that is not known just now.</summary>
    private async Task<int?> CountDeadLettersAsync(CancellationToken stopping)
    {
        try
        {
            return (int)(await bridge.DepthAsync(stopping)).Dead;
        }
        catch (StorageException)
        {
            // The database's own trouble is in the log, and keeps the bot from saying anything anyway.
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "What admins should know of could not be looked at")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
