using Bridges.Host.Configuration;

namespace Bridges.Host.Provisioning;

/// <summary>Puts the provisioning API together.</summary>
internal static class ProvisioningServices
{
    public static IServiceCollection AddProvisioning(this IServiceCollection services, ProvisioningConfiguration configuration) => services
        .AddSingleton(configuration)
        .AddSingleton<ShownTokens>()
        .AddSingleton<MatrixTokens>()
        .AddSingleton<ProvisioningAuthentication>()
        .AddSingleton<ProvisioningInformation>()
        .AddSingleton<ProvisioningLogins>()
        .AddSingleton<ProvisioningPeople>()
        .AddSingleton<ProvisioningChats>()
        .AddSingleton<ProvisioningStickers>()
        .AddSingleton<NetworkIcons>()
        .AddSingleton<ProvisioningAnswers>()
        .AddSingleton<ProvisioningEndpoints>()
        .AddSingleton<BridgeStatePush>();
}
