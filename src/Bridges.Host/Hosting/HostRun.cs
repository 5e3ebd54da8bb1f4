using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Host.Http;
using Bridges.Host.Modules;
using Bridges.Media;
using Bridges.Storage;

namespace Bridges.Host;

/// <summary>
/// The life of the host: data, modules, HTTP, homeserver, networks; and the same backwards. Requests end first, then lanes
/// finish what they have in hand, the database closes last.
/// </summary>
internal static partial class HostRun
{
    /// <exception cref="CommandFailedException">It cannot start, or the homeserver refuses it for good.</exception>
    /// <exception cref="ConfigurationException">What the configuration names cannot be used.</exception>
    /// <exception cref="StorageException">The database or the key file cannot be used.</exception>
    public static async Task<int> RunAsync(ConfigurationFile configuration, HostTiming timing, CancellationToken cancellationToken)
    {
        var levels = new LogLevelSwitch(configuration.Value.Logging.Level);
        using var recent = new RecentLog(TimeProvider.System);
        using var loggers = LoggerFactory.Create(logging => HostLogging.Add(logging, configuration.Value.Logging.Format, levels, recent));
        var logger = loggers.CreateLogger("Bridges.Host");
        Log.Starting(logger, ProductVersion.Text, configuration.FilePath);

        RefuseOpenFiles(configuration);
        WarnOfOpenFiles(configuration, logger);
        WarnOfRegistrations(configuration, logger);
        using var folder = await DataFolder.TakeAsync(configuration, cancellationToken);
        await using var data = await HostData.OpenAsync(configuration.Value, timing.DatabasePatience, loggers, cancellationToken);
        var installation = new Installation(configuration.Value.ToCoreOptions().Bot, loggers.CreateLogger<Installation>());
        await installation.CheckAsync(data.Database, configuration.Value, cancellationToken);
        await using var media = new MediaWorkers(configuration.Value.ToMediaOptions(), TimeProvider.System, loggers);
        var modules = new ModuleLoader(configuration, loggers, TimeProvider.System) { Media = new MediaConverter(media) }.LoadEnabled();
        await using var application = HostComposition.Build(configuration, data, media, modules, timing, loggers, recent);
        await ListenAsync(application, configuration.Value, cancellationToken);
        await using var stopSignal = cancellationToken.Register(application.Lifetime.StopApplication);
        using var reloadSignal = ReloadOnSignal(application.Services, media, levels, loggers);
        try
        {
            await application.Services.GetRequiredService<HostStartup>().RunAsync(application.Lifetime.ApplicationStopping);
            await installation.ClaimAsync(data.Database, configuration.Value, application.Lifetime.ApplicationStopping);
            await UntilToldToStopAsync(application.Lifetime);
        }
        catch (OperationCanceledException) when (application.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // Told to stop before everything had started.
        }
        finally
        {
            await StopAsync(application);
        }

        Log.Stopped(logger);
        return ExitCode.Success;
    }

    /// <summary>The signal by which service managers ask for it; unanswered, it would end the program.</summary>
    private static PosixSignalRegistration ReloadOnSignal(IServiceProvider services, MediaWorkers media, LogLevelSwitch levels, ILoggerFactory loggers)
    {
        var reload = new ConfigurationReload(
            services.GetRequiredService<ConfigurationInForce>(), services.GetRequiredService<CoreOptions>().Permissions, services.GetRequiredService<LimitsInForce>(), media, levels, loggers.CreateLogger<ConfigurationReload>());
        return PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            reload.Apply();
        });
    }

    /// <summary>Whoever can change these decides what runs here and reads every secret.</summary>
    private static void RefuseOpenFiles(ConfigurationFile configuration)
    {
        foreach (var file in new[] { configuration.FilePath, configuration.Value.Secrets.KeyFile }.Where(Exposure.IsWritable))
        {
            throw new CommandFailedException(ExitCode.Configuration, $"Everybody on this machine can change {file}, so nothing that stands in it can be trusted. See that it is as it should be, then: chmod 600 {file}");
        }
    }

    private static void WarnOfOpenFiles(ConfigurationFile configuration, ILogger logger)
    {
        var settings = configuration.Value;
        string[] files = [configuration.FilePath, settings.Secrets.KeyFile, settings.DataDirectory, .. RegistrationOnDisk.ReadAll(configuration).Select(document => document.File)];
        foreach (var file in files.Where(Exposure.IsReadable))
        {
            Log.FileIsOpen(logger, file, Directory.Exists(file) ? $"chmod 700 {file}" : $"chmod o= {file}");
        }
    }

    /// <summary>The homeserver was given these documents: where they differ from the configuration, it most likely knows us as they say.</summary>
    private static void WarnOfRegistrations(ConfigurationFile configuration, ILogger logger)
    {
        foreach (var document in RegistrationOnDisk.ReadAll(configuration).Where(document => document.Problem is not null))
        {
            Log.RegistrationDiffers(logger, document.File, document.Problem!);
        }
    }

    private static async Task ListenAsync(WebApplication application, BridgesConfiguration settings, CancellationToken cancellationToken)
    {
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            var isPage = settings.Page is { Enabled: true, Listen: { } own } && exception.Message.Contains($":{own.Port}:", StringComparison.Ordinal);
            var (address, key) = isPage ? (settings.Page.Listen!, "page.listen") : (settings.Appservice.Listen, "appservice.listen");
            // Kestrel tells of a taken address as an IOException, of any other refusal as the socket does.
            var reason = exception is IOException
                ? $"another program listens on {address} already (is bridges running twice?)"
                : $"{address} cannot be listened on: {exception.Message}";
            throw new CommandFailedException(ExitCode.Address, $"Cannot start: {reason}. Stop it, or change {key}.", exception);
        }
    }

    /// <summary>Unlike the host's own wait it stops nothing by itself, so that all parts share one time for stopping.</summary>
    private static async Task UntilToldToStopAsync(IHostApplicationLifetime lifetime)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStopping.Register(told.SetResult);
        await told.Task;
    }

    private static async Task StopAsync(WebApplication application)
    {
        var begin = Stopwatch.GetTimestamp();
        application.Services.GetRequiredService<HostReadiness>().Stage = HostStage.Stopping;
        using var patience = new CancellationTokenSource(HostServer.StopPatience);
        await application.StopAsync(patience.Token);
        var left = HostServer.StopPatience - Stopwatch.GetElapsedTime(begin);
        await application.Services.GetRequiredService<Bridge>().StopAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        await application.Services.GetRequiredService<KeptMessageHistory>().SaveAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(4, LogLevel.Warning, "Everybody on this machine can look into {File}, which holds secrets: {Mend}")]
        public static partial void FileIsOpen(ILogger logger, string file, string mend);

        [LoggerMessage(1, LogLevel.Information, "Bridges {Version} starts with {ConfigurationFile}")]
        public static partial void Starting(ILogger logger, string version, string configurationFile);

        [LoggerMessage(2, LogLevel.Information, "Stopped; what was not finished is in the journal")]
        public static partial void Stopped(ILogger logger);

        [LoggerMessage(3, LogLevel.Warning, "The registration {File} does not agree with the configuration: {Problem}. Run 'bridges registration', give it to the homeserver again and restart it")]
        public static partial void RegistrationDiffers(ILogger logger, string file, string problem);
    }
}
