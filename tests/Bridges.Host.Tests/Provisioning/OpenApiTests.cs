using System.Runtime.CompilerServices;
using Bridges.Host.Configuration;
using Bridges.Host.Http;
using Bridges.Host.Provisioning;
using Microsoft.AspNetCore.Routing;
using YamlDotNet.RepresentationModel;

namespace Bridges.Host.Tests.Provisioning;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_document_names_every_endpoint_and_no_other()
    {
        await using var application = HostServer.CreateBuilder(new ListenAddress("127.0.0.1", 1)).Build();
        // Endpoints are only mapped, none is called.
        var parameters = typeof(ProvisioningEndpoints).GetConstructors().Single().GetParameters();
        var endpoints = (IEndpointGroup)Activator.CreateInstance(
            typeof(ProvisioningEndpoints), [.. parameters.Select(parameter => parameter.ParameterType.IsInterface ? null : RuntimeHelpers.GetUninitializedObject(parameter.ParameterType))])!;
        endpoints.Map(application);

        var mapped = ((IEndpointRouteBuilder)application).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith(ProvisioningAddresses.Api, StringComparison.Ordinal) && !endpoint.RoutePattern.RawText.Contains("**", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} /v3{endpoint.RoutePattern.RawText![ProvisioningAddresses.Api.Length..]}"));
        Assert.Equal(Described().Order(), mapped.Order());
    }

    [Fact]
    public void Every_reference_in_the_document_leads_somewhere()
    {
        var root = Document();
        var components = (YamlMappingNode)root["components"];
        var references = root.AllNodes.OfType<YamlMappingNode>().Where(node => node.Children.ContainsKey("$ref")).Select(node => node["$ref"].ToString()).ToArray();

        Assert.NotEmpty(references);
        Assert.All(references, reference =>
        {
            var path = reference.Split('/');
            Assert.Equal(["#", "components"], path[..2]);
            Assert.True(((YamlMappingNode)components[path[2]]).Children.ContainsKey(path[3]), reference);
        });
    }

    private static IEnumerable<string> Described() =>
        from path in ((YamlMappingNode)Document()["paths"]).Children
        from method in ((YamlMappingNode)path.Value).Children
        select $"{method.Key.ToString().ToUpperInvariant()} {path.Key}";

    private static YamlMappingNode Document()
    {
        using var reader = new StreamReader(typeof(ProvisioningEndpoints).Assembly.GetManifestResourceStream("Bridges.Host.Provisioning.openapi.yaml")!);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
