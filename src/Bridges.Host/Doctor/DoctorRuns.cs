using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Host.Http;

namespace Bridges.Host.Doctor;

/// <summary>Examinations from inside the host: once a day, and whenever somebody asks. One at a time.</summary>
internal sealed partial class DoctorRuns(ConfigurationFile configuration, IBridgeAdministration bridge, HomeserverArrivals arrivals, HostMetrics metrics, TimeProvider timeProvider, ILogger<DoctorRuns> logger)
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly Prometheus.Gauge _problems = metrics.Factory.CreateGauge("bridges_doctor_problems", "What the last examination from inside the host found wrong.");
    private Task _running = Task.CompletedTask;

    /// <summary>What was found last; empty before the first time.</summary>
    public IReadOnlyList<DoctorFinding> Findings { get; private set; } = [];

    /// <summary>When; null before the first time.</summary>
    public DateTimeOffset? At { get; private set; }

    /// <summary>What was looked at so far, by the examination that runs.</summary>
    public int Progress { get; private set; }

    /// <summary>The examination that runs; completed where none does.</summary>
    public Task Running
    {
        get
        {
            lock (_lock)
            {
                return _running;
            }
        }
    }

    /// <summary>Begins one, unless one runs.</summary>
    public Task Begin(CancellationToken stopping)
    {
        lock (_lock)
        {
            return _running.IsCompleted ? _running = Task.Run(() => RunAsync(stopping), stopping) : _running;
        }
    }

    /// <summary>Begins one after the start and then every day, until the host stops.</summary>
    public void Start(CancellationToken stopping) => _ = DailyAsync(stopping);

    private async Task DailyAsync(CancellationToken stopping)
    {
        try
        {
            await Task.Delay(AfterStart, timeProvider, stopping);
            while (true)
            {
                await Begin(stopping);
                await Task.Delay(Pause, timeProvider, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        Progress = 0;
        try
        {
            var examination = new Examination(configuration, wellKnownPlace: null, timeProvider) { Inside = bridge, Arrivals = arrivals, Looked = () => Progress++ };
            var before = Findings;
            Findings = await examination.RunAsync(stopping);
            At = timeProvider.GetUtcNow();
            var wrong = Findings.Where(finding => finding.Verdict == DoctorVerdict.Wrong).ToArray();
            _problems.Set(wrong.Length);
            foreach (var finding in wrong.Where(finding => !before.Any(old => old.Subject == finding.Subject && old.Verdict == DoctorVerdict.Wrong)))
            {
                Log.Found(logger, finding.Subject, finding.Problem!, finding.Mend!);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.Failed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The doctor found something wrong: {Subject}: {Problem} Mend: {Mend}")]
        public static partial void Found(ILogger logger, string subject, string problem, string mend);

        [LoggerMessage(2, LogLevel.Error, "The doctor could not finish")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
