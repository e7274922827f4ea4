//! The contract as it stands. A changed number here breaks clients that are already installed.

use prost::Message as _;
use prost_types::{
    DescriptorProto, FieldDescriptorProto, FileDescriptorProto, FileDescriptorSet, field_descriptor_proto::Label,
};

#[test]
fn field_numbers_do_not_change_unnoticed() {
    let set = FileDescriptorSet::decode(mcs_proto::FILE_DESCRIPTOR_SET).expect("the embedded descriptor set to decode");
    let lines: Vec<String> = set.file.iter().flat_map(file).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

fn short(name: &str) -> &str {
    name.trim_start_matches(".mcs.v1.")
}

fn file(file: &FileDescriptorProto) -> Vec<String> {
    let mut lines = vec![format!("file {} ({})", file.name(), file.package())];
    for service in &file.service {
        lines.push(format!("service {}", service.name()));
        lines.extend(service.method.iter().map(|method| {
            let stream = |streams| if streams { "stream " } else { "" };
            let (sent, answered) = (stream(method.client_streaming()), stream(method.server_streaming()));
            let (input, output) = (short(method.input_type()), short(method.output_type()));
            format!("  {}({sent}{input}) -> {answered}{output}", method.name())
        }));
    }
    for message in &file.message_type {
        lines.push(format!("message {}", message.name()));
        lines.extend(message.field.iter().map(|one| field(message, one)));
    }
    for kind in &file.enum_type {
        lines.push(format!("enum {}", kind.name()));
        lines.extend(kind.value.iter().map(|value| format!("  {} {}", value.number(), value.name())));
    }
    lines.push(String::new());
    lines
}

fn field(message: &DescriptorProto, field: &FieldDescriptorProto) -> String {
    let label = match (field.label(), field.proto3_optional()) {
        (Label::Repeated, _) => "repeated ",
        (Label::Optional | Label::Required, true) => "optional ",
        (Label::Optional | Label::Required, false) => "",
    };
    let kind = if field.type_name().is_empty() {
        field.r#type().as_str_name().trim_start_matches("TYPE_").to_lowercase()
    } else {
        short(field.type_name()).to_owned()
    };
    let oneof = field
        .oneof_index
        .filter(|_| !field.proto3_optional())
        .map(|index| format!(" of {}", message.oneof_decl[usize::try_from(index).expect("an index")].name()))
        .unwrap_or_default();
    format!("  {} {}: {label}{kind}{oneof}", field.number(), field.name())
}
