using Bridges.Core.Status;
using Microsoft.Extensions.DependencyInjection;

namespace Bridges.Core.Wiring;

/// <summary>How things stand, and what became of a message.</summary>
internal static class StatusServices
{
    public static IServiceCollection AddStatus(this IServiceCollection services) => services
        .AddBackgroundWork<DeliveryReports>()
        .AddSingleton<UnshownMessages>()
        .AddSingleton<StoreMeasuring>();
}
