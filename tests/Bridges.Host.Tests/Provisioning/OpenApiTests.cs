using System.Runtime.CompilerServices;
using Bridges.Host.Administration;
using Bridges.Host.Configuration;
using Bridges.Host.Http;
using Bridges.Host.Page;
using Bridges.Host.Provisioning;
using Bridges.Host.Reports;
using Microsoft.AspNetCore.Routing;
using YamlDotNet.RepresentationModel;

namespace Bridges.Host.Tests.Provisioning;

public sealed class OpenApiTests
{
    [Fact]
    public async Task The_document_names_every_endpoint_and_no_other()
    {
        var mapped = (await MappedAsync(typeof(ProvisioningEndpoints)))
            .Where(endpoint => endpoint.Path.StartsWith(ProvisioningAddresses.Api, StringComparison.Ordinal) && !endpoint.Path.Contains("**", StringComparison.Ordinal))
            .Select(endpoint => $"{endpoint.Method} /v3{endpoint.Path[ProvisioningAddresses.Api.Length..]}");

        Assert.Equal(Described("/v3/").Order(), mapped.Order());
    }

    [Fact]
    public async Task The_document_names_what_admins_can_do_and_nothing_else()
    {
        var mapped = (await MappedAsync(typeof(AdministrationEndpoints), typeof(ReportEndpoints), typeof(PageLinkEndpoints), typeof(PageSessionEndpoints)))
            .Select(endpoint => $"{endpoint.Method} {endpoint.Path}");

        Assert.Equal(Described(AdministrationEndpoints.Root).Order(), mapped.Order());
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

    /// <summary>Endpoints are only mapped, none is called.</summary>
    private static async Task<IReadOnlyList<(string Method, string Path)>> MappedAsync(params Type[] groups)
    {
        await using var application = HostServer.CreateBuilder(new ListenAddress("127.0.0.1", 1)).Build();
        foreach (var group in groups)
        {
            var parameters = group.GetConstructors().Single().GetParameters();
            ((IEndpointGroup)Activator.CreateInstance(
                group, [.. parameters.Select(parameter => parameter.ParameterType.IsInterface ? null : RuntimeHelpers.GetUninitializedObject(parameter.ParameterType))])!).Map(application);
        }

        return
        [
            .. ((IEndpointRouteBuilder)application).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
                .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Select(method => (method, endpoint.RoutePattern.RawText!))),
        ];
    }

    private static IEnumerable<string> Described(string prefix) =>
        from path in ((YamlMappingNode)Document()["paths"]).Children
        where path.Key.ToString().StartsWith(prefix, StringComparison.Ordinal)
        from method in ((YamlMappingNode)path.Value).Children
        where method.Key.ToString() != "servers"
        select $"{method.Key.ToString().ToUpperInvariant()} {path.Key}";

    private static YamlMappingNode Document()
    {
        using var reader = new StreamReader(typeof(ProvisioningEndpoints).Assembly.GetManifestResourceStream("Bridges.Host.Provisioning.openapi.yaml")!);
        var yaml = new YamlStream();
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
