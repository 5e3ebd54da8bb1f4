using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Host.Administration;
using Bridges.Host.Configuration;
using Bridges.Host.Http;
using Bridges.Host.Doctor;
using Bridges.Host.Modules;
using Bridges.Host.Page;
using Bridges.Host.Provisioning;
using Bridges.Host.Reports;
using Bridges.Host.Watching;
using Bridges.Matrix;
using Bridges.Media;

namespace Bridges.Host;

/// <summary>The one place where everything is put together.</summary>
internal static class HostComposition
{
    public static WebApplication Build(ConfigurationFile configuration, HostData data, IMediaWorkers media, ModuleSet modules, HostTiming timing, ILoggerFactory loggers, RecentLog recent)
    {
        var settings = configuration.Value;
        var builder = HostServer.CreateBuilder([settings.Appservice.Listen, .. PageListen(settings) is { } page ? [page] : Array.Empty<ListenAddress>()]);
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton(timing);
        builder.Services.AddSingleton(media);
        builder.Services.AddSingleton<IMediaConverter>(new MediaConverter(media));
        builder.Services.AddSingleton(recent);
        builder.Services.AddSingleton(configuration);
        builder.Services.AddSingleton(new ConfigurationInForce(configuration));
        if (settings.Page.Enabled)
        {
            builder.Services.AddPage(settings.Page);
        }

        AddServices(builder.Services, settings, data, modules);

        var application = builder.Build();
        // Before anything counts, so that nothing is missed.
        application.Services.GetRequiredService<HostMetrics>();
        application.Services.GetRequiredService<BridgeFigures>().Announce(
            [.. modules.Loaded.Select(module => module.Description.Id), .. modules.Failures.Select(failure => failure.Id)]);
        HostServer.MapEndpoints(
            application,
            new CallerAuthentication(settings.Appservice.HsToken.Reveal(), settings.Appservice.AsToken.Reveal()),
            Endpoints(application.Services, settings, modules),
            PageListen(settings)?.Port);
        return application;
    }

    private static ListenAddress? PageListen(BridgesConfiguration settings) => settings.Page.Enabled ? settings.Page.Listen : null;

    private static IEnumerable<IEndpointGroup> Endpoints(IServiceProvider services, BridgesConfiguration settings, ModuleSet modules)
    {
        yield return new HomeserverEndpoints(
            services.GetRequiredService<IApplicationService>(), [.. modules.Loaded.Select(module => module.Description)],
            services.GetRequiredService<HomeserverArrivals>(), services.GetRequiredService<ICheckpoints>());
        yield return new AdministrationEndpoints(services.GetRequiredService<IBridgeAdministration>());
        yield return services.GetRequiredService<ReportEndpoints>();
        yield return new HealthEndpoints(services.GetRequiredService<HostReadiness>(), new HostProof(settings.Appservice.AsToken.Reveal()), services.GetRequiredService<HomeserverArrivals>());
        if (settings.Provisioning.Enabled)
        {
            yield return services.GetRequiredService<ProvisioningEndpoints>();
        }

        if (settings.Page.Enabled)
        {
            yield return services.GetRequiredService<PageEndpoints>();
            yield return new PageSessionEndpoints(services.GetRequiredService<PageSessions>());
            yield return new PageLinkEndpoints(services.GetRequiredService<PageLinks>());
        }

        if (settings.Metrics.Enabled)
        {
            yield return StartMetrics(services);
        }
    }

    private static HostMetrics StartMetrics(IServiceProvider services)
    {
        services.GetRequiredService<HomeserverLatency>();
        return services.GetRequiredService<HostMetrics>();
    }

    private static void AddServices(IServiceCollection services, BridgesConfiguration settings, HostData data, ModuleSet modules)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(data.Database);
        services.AddSingleton(data.Journal);
        services.AddSingleton(data.Secrets);
        services.AddHomeserverClient(_ => settings.ToHomeserverOptions(settings.Appservice.AsToken) with { User = settings.ToCoreOptions().Bot });
        services.AddSingleton(provider => new HomeserverClients(
            provider.GetRequiredService<HomeserverClient>(),
            settings.DoublePuppet is { Enabled: true, AsToken: { } token } ? provider.CreateHomeserverClient(settings.ToHomeserverOptions(token)) : null));
        foreach (var module in modules.Loaded)
        {
            services.AddSingleton(module);
        }

        foreach (var failure in modules.Failures)
        {
            services.AddSingleton(new UnloadedNetwork(failure.Id));
        }

        if (KillPoint.Parse(Environment.GetEnvironmentVariable(KillPoint.Variable)) is { } killPoint)
        {
            services.AddSingleton<ICheckpoints>(killPoint);
        }

        services.AddBridgesCore(settings.ToCoreOptions());
        services.AddSingleton(settings);
        services.AddSingleton(modules);
        services.AddProvisioning(settings.Provisioning);
        services.AddSingleton<MessageHistory>();
        services.AddSingleton<KeptMessageHistory>();
        services.AddSingleton<DoctorRuns>();
        services.AddSingleton<SaidProblems>();
        services.AddSingleton<AdminWatch>();
        services.AddSingleton<HostReports>();
        services.AddSingleton<ReportEndpoints>();
        services.AddSingleton<HostReadiness>();
        services.AddSingleton<HomeserverArrivals>();
        services.AddSingleton<HomeserverWait>();
        services.AddSingleton<HomeserverContact>();
        services.AddSingleton<HomeserverWatch>();
        services.AddSingleton<HostRounds>();
        services.AddSingleton<HostStartup>();
        services.AddSingleton<HostMetrics>();
        services.AddSingleton<BridgeFigures>();
        services.AddSingleton<HomeserverLatency>();
    }
}
