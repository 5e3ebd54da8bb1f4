using Bridges.Abstractions;
using Bridges.Core;
using Bridges.Host.Configuration;
using Bridges.Host.Http;
using Bridges.Host.Modules;
using Bridges.Matrix;
using Bridges.Media;

namespace Bridges.Host;

/// <summary>The one place where everything is put together.</summary>
internal static class HostComposition
{
    public static WebApplication Build(ConfigurationFile configuration, HostData data, IMediaWorkers media, ModuleSet modules, HostTiming timing, ILoggerFactory loggers)
    {
        var settings = configuration.Value;
        var builder = HostServer.CreateBuilder(settings.Appservice.Listen);
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton(timing);
        builder.Services.AddSingleton(media);
        builder.Services.AddSingleton<IMediaConverter>(new MediaConverter(media));
        AddServices(builder.Services, settings, data, modules);

        var application = builder.Build();
        HostServer.MapEndpoints(
            application,
            new CallerAuthentication(settings.Appservice.HsToken.Reveal(), settings.Appservice.AsToken.Reveal()),
            new HomeserverEndpoints(
                application.Services.GetRequiredService<IApplicationService>(), [.. modules.Loaded.Select(module => module.Description)],
                application.Services.GetRequiredService<ICheckpoints>()),
            new AdministrationEndpoints(application.Services.GetRequiredService<IBridgeAdministration>()),
            new HealthEndpoints(application.Services.GetRequiredService<HostReadiness>(), new HostProof(settings.Appservice.AsToken.Reveal())),
            settings.Metrics.Enabled ? StartMetrics(application.Services) : null);
        return application;
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
        services.AddSingleton<HostReadiness>();
        services.AddSingleton<HomeserverWait>();
        services.AddSingleton<HomeserverContact>();
        services.AddSingleton<HomeserverWatch>();
        services.AddSingleton<HostStartup>();
        services.AddSingleton<HostMetrics>();
        services.AddSingleton<BridgeFigures>();
        services.AddSingleton<HomeserverLatency>();
    }
}
